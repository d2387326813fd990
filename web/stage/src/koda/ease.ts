/** Curves and measures of motion: functions of 0…1. */

type Ease = (t: number) => number;

export function clamp(x: number, low = 0, high = 1): number {
  return Math.min(Math.max(x, low), high);
}

export function mix(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}

const TAU = Math.PI * 2;
const OVERSHOOT = 1.70158; // goes 10 % beyond (Penner's equations, as the next ones)

function bounce(t: number): number {
  const [width, height] = [2.75, 7.5625];
  if (t < 1 / width) return height * t * t;
  if (t < 2 / width) return height * (t - 1.5 / width) ** 2 + 0.75;
  if (t < 2.5 / width) return height * (t - 2.25 / width) ** 2 + 0.9375;
  return height * (t - 2.625 / width) ** 2 + 0.984375;
}

export const ease = {
  linear: (t) => t,
  in: (t) => t ** 3,
  out: (t) => 1 - (1 - t) ** 3,
  inOut: (t) => (t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2),
  outBack: (t) => 1 + (OVERSHOOT + 1) * (t - 1) ** 3 + OVERSHOOT * (t - 1) ** 2,
  outElastic: (t) =>
    t <= 0 || t >= 1 ? clamp(t) : 2 ** (-10 * t) * Math.sin((t * 10 - 0.75) * (TAU / 3)) + 1,
  outBounce: bounce,
  outExpo: (t) => (t >= 1 ? 1 : 1 - 2 ** (-10 * t)),
} satisfies Record<string, Ease>;

/** How far a frame is between two others: 0 before, 1 after. */
export function progress(frame: number, begin: number, end: number, curve: Ease = ease.linear) {
  return curve(clamp(end === begin ? Number(frame >= end) : (frame - begin) / (end - begin)));
}
