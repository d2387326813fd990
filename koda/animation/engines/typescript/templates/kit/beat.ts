/** The scene's clock: when things come in, along the style's curve, in the time that there is. */

import { film } from '../film';
import type { Scene } from './types';

export interface Beat {
  frame: number;
  /** Seconds since the scene began. */
  time: number;
  /** Seconds of the scene. */
  seconds: number;
  /** 0 to 1 over the whole scene, also while the next one covers it. */
  drift: number;
  /** Gives the `at` of `enter` for a true second of the scene, however short it is. */
  when(seconds: number): number;
  /** 0 to 1 as a thing comes in at so many seconds; may go beyond 1 where the style overshoots. */
  enter(at?: number, seconds?: number): number;
  /** The same without overshoot: for opacity, masks and lines. */
  ease(at?: number, seconds?: number): number;
}

const curve = bezier(...film.pace.bezier);
const both = bezier(0.65, 0, 0.35, 1);

export function clamp(value: number, low = 0, high = 1): number {
  return Math.min(high, Math.max(low, value));
}

export function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}

/** Slow at both ends: for cameras and shapes. */
export function smooth(share: number): number {
  return both(clamp(share));
}

/** The clock at a frame, counted from the scene's first. */
export function beatOf(scene: Scene, frame: number): Beat {
  const time = frame / film.fps;
  const seconds = scene.frames / film.fps;
  const rush = clamp(seconds / 2.6, 0.22, 1);
  const lead = (scene.opening / film.fps) * 0.4;
  const ease = (at = 0, length = film.pace.enter) =>
    curve(clamp((time - lead - at * rush) / Math.max(length * rush, 0.001)));
  const enter = (at = 0, length = film.pace.enter) => {
    const share = ease(at, length);
    return share + film.pace.overshoot * Math.sin(share * Math.PI) * (share * share) * 0.6;
  };
  return {
    frame,
    time,
    seconds,
    drift: time / (seconds + scene.overlap / film.fps),
    when: (at) => at / rush,
    enter,
    ease,
  };
}

/** A curve as of CSS `cubic-bezier`. */
function bezier(x1: number, y1: number, x2: number, y2: number) {
  const at = (t: number, one: number, two: number) =>
    3 * (1 - t) ** 2 * t * one + 3 * (1 - t) * t ** 2 * two + t ** 3;
  return (share: number) => {
    if (share <= 0 || share >= 1) return clamp(share);
    let low = 0;
    let high = 1;
    for (let step = 0; step < 24; step++) {
      const middle = (low + high) / 2;
      if (at(middle, x1, x2) < share) low = middle;
      else high = middle;
    }
    return at((low + high) / 2, y1, y2);
  };
}
