/** The clock and the dice that code sees: both follow the film, so that a frame is always the same. */

import type { Globals } from '../code/load';

const BEGIN = Date.UTC(2026, 0, 1);
const SEED = 0x6b6f6461;

/** A generator of numbers 0…1 that starts anew with `reset`; mulberry32 (Tommy Ettinger, public domain). */
function dice(): { roll: () => number; reset: () => void } {
  let state = SEED;
  return {
    roll: () => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    },
    reset: () => {
      state = SEED;
    },
  };
}

const ours = dice();

/** Libraries of the page roll too (samplers of surfaces, ids): from the film's start, the same. */
export function steadyLibraries(): void {
  Math.random = ours.roll;
}

export interface Clock {
  globals: Globals;
  /** Sets the time that code sees and runs what it asked to have run in the next frame. */
  set(milliseconds: number): void;
}

type FrameCallback = (now: number) => void;

function steadyDate(now: () => number): DateConstructor {
  return class extends Date {
    constructor(...given: unknown[]) {
      super(...((given.length ? given : [now()]) as [number]));
    }
    static override now(): number {
      return now();
    }
  } as DateConstructor;
}

export function clock(): Clock {
  let time = 0;
  const now = () => time;
  const theirs = dice();
  ours.reset();
  let wanted = new Map<number, FrameCallback>();
  let last = 0;
  const steadyMath = Object.create(Math) as Math;
  Object.defineProperty(steadyMath, 'random', { value: theirs.roll });
  return {
    globals: {
      Math: steadyMath,
      Date: steadyDate(() => BEGIN + time),
      performance: { now, timeOrigin: BEGIN },
      requestAnimationFrame: (call: FrameCallback) => {
        last += 1;
        wanted.set(last, call);
        return last;
      },
      cancelAnimationFrame: (id: number) => wanted.delete(id),
    },
    set: (milliseconds) => {
      time = milliseconds;
      theirs.reset();
      const calls = [...wanted.values()];
      wanted = new Map();
      for (const call of calls) call(time);
    },
  };
}
