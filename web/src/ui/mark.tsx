/** Koda's mark: a K of three wires, two of them ending in ports. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg viewBox="0 0 20 20" width={size} height={size} aria-hidden="true">
      <path
        d="M5 3v14M5 11.5l8.5-6M8.4 9.2l5.1 5.6"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="14.5" cy="4.8" r="2" fill="var(--type-image)" />
      <circle cx="14.5" cy="15.8" r="2" fill="var(--type-text)" />
    </svg>
  );
}
