/** Gives the focus to a dialog as a whole, and not to its first button. */
export function focusBox(event: Event): void {
  event.preventDefault();
  (event.currentTarget as HTMLElement | null)?.focus();
}
