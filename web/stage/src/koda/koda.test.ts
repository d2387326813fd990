import { expect, test } from 'vitest';
import { KnownFault } from '../code/fault';
import type { Film, Player, Scene } from '../contract';
import { filmTime, frameUrl } from '../page/media';
import { alpha, mixColors } from './colour';
import { ease, progress } from './ease';
import { kodaModule } from './module';
import { noise, random } from './noise';

const MEDIUM = { name: 'a.mp4', type: 'video', url: 'u', width: 4, height: 2, seconds: 2 } as const;
const scene = (seconds: number) => ({
  ...{ number: 1, title: '', text: [], media: [], technique: '' },
  seconds,
});

function spansOf(seconds: number[], fps: number) {
  const whole = seconds.reduce((sum, one) => sum + one, 0);
  const film: Film = {
    ...{ engine: 'x', files: {}, entry: '', media: [MEDIUM], width: 8, height: 8, fps },
    frames: Math.round(whole * fps),
    plan: {
      ...{ title: '', seconds: whole, fps, scenes: seconds.map(scene) },
      design: {
        colors: { background: '', foreground: '', accent: '' },
        ...{ display_font: 'Inter', body_font: 'Inter' },
      },
    },
  };
  const held = { film, medium: () => MEDIUM } as unknown as Scene;
  const module = kodaModule(held, {} as Player) as { spans: { begin: number; end: number }[] };
  return module.spans.map(({ begin, end }) => [begin, end]);
}

test('spans fill the film, and round halves as the plan does in Python', () => {
  expect(spansOf([1, 1, 1], 30)).toEqual([
    [0, 30],
    [30, 60],
    [60, 90],
  ]);
  expect(spansOf([1.75, 1.25], 30)[0]).toEqual([0, 52]);
  expect(spansOf([1.85, 1.15], 30)[0]).toEqual([0, 56]);
});

test('curves begin at 0 and end at 1', () => {
  for (const curve of Object.values(ease)) {
    expect(curve(0)).toBeCloseTo(0, 2);
    expect(curve(1)).toBeCloseTo(1, 5);
  }
  expect(progress(5, 0, 10)).toBe(0.5);
  expect([progress(-5, 0, 10), progress(15, 0, 10), progress(3, 3, 3)]).toEqual([0, 1, 1]);
});

test('colours are mixed and made see-through', () => {
  expect(mixColors('#000000', '#ffffff', 0.5)).toBe('#808080');
  expect(mixColors('#f00', '#0000ff', 1)).toBe('#0000ff');
  expect(alpha('#ff8000', 0.25)).toBe('rgba(255, 128, 0, 0.25)');
});

test('what looks random is always the same, spread, and within its bounds', () => {
  const rolls = Array.from({ length: 1_000 }, (_, at) => random(at));
  expect(rolls[3]).toBe(random(3));
  expect(Math.min(...rolls)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...rolls)).toBeLessThan(1);
  const mean = rolls.reduce((sum, one) => sum + one, 0) / rolls.length;
  expect(mean).toBeCloseTo(0.5, 1);
  for (let x = -5; x < 5; x += 0.13) {
    expect(Math.abs(noise(x, x * 2, 7))).toBeLessThanOrEqual(1);
    expect(Math.abs(noise(x) - noise(x + 0.001))).toBeLessThan(0.02);
  }
});

test('a film stands at its picture for a time: held at its end, or over and over', () => {
  const frames = { fps: 10, count: 20, url: 'f/%05d.jpg' };
  const medium = { ...MEDIUM, frames };
  expect(frameUrl(medium, 0)).toBe('f/00001.jpg');
  expect(frameUrl(medium, 0.3)).toBe('f/00004.jpg');
  expect(frameUrl(medium, 99)).toBe('f/00020.jpg');
  expect(frameUrl(MEDIUM, 1)).toBeNull();
  expect(filmTime(MEDIUM, 5, true)).toBe(1);
  expect(filmTime(MEDIUM, 5, false)).toBeLessThan(2);
  expect(filmTime(MEDIUM, -1, false)).toBe(0);
});

test('faults that are known keep their own words', () => {
  const fault = { code: 'missing_media', message: 'gone', is_sure: true } as const;
  expect(new KnownFault(fault).message).toBe('gone');
});
