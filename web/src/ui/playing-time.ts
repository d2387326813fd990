/** Places in a film or sound: as a person reads them, by frames, and in a strip of pictures; pure. */

/** Pictures in a strip, side by side; each stands for the middle of its share of the time. */
export const SPRITE_CELLS = 24;
/** Frames a second of a film that does not say. */
const USUAL_FPS = 30;

/** `0:03`, `12:40`, `1:02:09`; with hundredths `0:03.25`. */
export function clock(seconds: number, hundredths = false): string {
  const safe = Number.isFinite(seconds) ? Math.max(0, seconds) : 0;
  const whole = Math.floor(safe);
  const two = (part: number): string => String(part).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  // 2.8 is a little less than that in a computer's hands, and must not be read as 2.79.
  const part = Math.min(99, Math.floor((safe - whole) * 100 + 1e-6));
  const rest = hundredths ? `.${two(part)}` : '';
  const start = hours > 0 ? `${hours}:${two(minutes)}` : String(minutes);
  return `${start}:${two(whole % 60)}${rest}`;
}

/** Which frame is on the screen, from 0. */
export function frameAt(seconds: number, fps: number | null): number {
  // A time that is a frame's own beginning may come out a little less.
  return Math.max(0, Math.floor(seconds * (fps ?? USUAL_FPS) + 1e-4));
}

/** The middle of the frame so many further: a browser that seeks there shows that very frame. */
export function stepFrames(
  seconds: number,
  by: number,
  fps: number | null,
  length: number,
): number {
  const rate = fps ?? USUAL_FPS;
  const last = Math.max(0, Math.ceil(length * rate - 1e-4) - 1);
  const frame = Math.min(last, Math.max(0, frameAt(seconds, rate) + by));
  return (frame + 0.5) / rate;
}

/** The style that shows one picture of a strip, for a place from 0 to 1. */
export function spriteCell(part: number): { backgroundSize: string; backgroundPosition: string } {
  const inside = Math.min(1, Math.max(0, part));
  const cell = Math.min(SPRITE_CELLS - 1, Math.floor(inside * SPRITE_CELLS));
  return {
    backgroundSize: `${SPRITE_CELLS * 100}% 100%`,
    backgroundPosition: `${(cell / (SPRITE_CELLS - 1)) * 100}% 0`,
  };
}

/** Heights of so many bars, from 0 to 1, the loudest of all as high as can be. */
export function barsOf(peaks: readonly number[], count: number): number[] {
  const loudest = peaks.reduce((most, peak) => Math.max(most, peak), 0);
  const share = peaks.length / count;
  return Array.from({ length: peaks.length === 0 ? 0 : count }, (_, bar) => {
    const start = Math.floor(bar * share);
    const end = Math.max(start + 1, Math.floor((bar + 1) * share));
    const height = Math.max(...peaks.slice(start, end));
    return loudest > 0 ? height / loudest : 0;
  });
}
