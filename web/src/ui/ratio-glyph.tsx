/** The shape of a picture, drawn small: `16:9` lies, `9:16` stands, `auto` is dashed. */
import styles from './ratio-glyph.module.css';

const BOX = 16;
const LONGEST = 13;
const SHORTEST = 4;

/** Width and height in pixels of a ratio's glyph; none if the words are no ratio. */
export function glyphSize(ratio: string): { width: number; height: number } | null {
  const [width, height] = ratio.split(':').map(Number);
  if (!width || !height || !Number.isFinite(width / height)) return null;
  const scale = LONGEST / Math.max(width, height);
  const side = (length: number) => Math.max(SHORTEST, Math.round(length * scale));
  return { width: side(width), height: side(height) };
}

export function RatioGlyph({ ratio }: { ratio: string }) {
  const size = glyphSize(ratio);
  const { width, height } = size ?? { width: 11, height: 11 };
  return (
    <svg viewBox={`0 0 ${BOX} ${BOX}`} width={BOX} height={BOX} aria-hidden="true">
      <rect
        x={(BOX - width) / 2}
        y={(BOX - height) / 2}
        width={width}
        height={height}
        rx={1.5}
        className={size ? styles.shape : styles.free}
      />
    </svg>
  );
}
