/** Edits of a plan keep its length and its limits, whatever they are. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planOf } from './animation.fixture';
import {
  type AnimationPlan,
  canAdd,
  canRemove,
  MOST_SCENES,
  readPlan,
  rescaled,
  SHORTEST_SCENE,
  sceneAt,
  spansOf,
  withAdded,
  withMoved,
  withoutScene,
  withSeconds,
  withWords,
} from './animation-plan';

const sum = ({ scenes }: AnimationPlan): number =>
  scenes.reduce((total, { seconds }) => total + seconds, 0);

const plans = fc
  .record({
    times: fc.array(fc.double({ min: 0.4, max: 20, noNaN: true }), { minLength: 3, maxLength: 7 }),
    seconds: fc.integer({ min: 4, max: 30 }),
  })
  .map(({ times, seconds }) => {
    const plan = planOf(times, seconds);
    return { ...plan, scenes: rescaled(plan.scenes, seconds) };
  });

function holds(plan: AnimationPlan): void {
  expect(sum(plan)).toBeCloseTo(plan.seconds, 5);
  for (const [at, scene] of plan.scenes.entries()) {
    expect(scene.number).toBe(at + 1);
    expect(scene.seconds).toBeGreaterThanOrEqual(SHORTEST_SCENE - 0.002);
  }
}

describe('a plan', () => {
  it('stays as long and keeps its limits, whatever is done to it', () => {
    const edit = fc.tuple(fc.integer({ min: 0, max: 4 }), fc.nat(8), fc.nat(40));
    fc.assert(
      fc.property(plans, fc.array(edit, { maxLength: 12 }), (plan, edits) => {
        const done = edits.reduce((now, [what, at, value]) => {
          if (what === 0) return withSeconds(now, at, value);
          if (what === 1) return withMoved(now, at, value);
          if (what === 2) return withoutScene(now, at);
          return what === 3 ? withAdded(now, at) : withWords(now, at, { title: String(value) });
        }, plan);
        holds(done);
        expect(done.seconds).toBe(plan.seconds);
        expect(done.scenes.length).toBeLessThanOrEqual(MOST_SCENES);
        expect(done.scenes.length).toBeGreaterThanOrEqual(3);
      }),
    );
  });

  it('gives a scene the seconds that were asked for, and takes them from the others', () => {
    const plan = withSeconds(planOf([2, 4, 4], 10), 0, 4);
    expect(plan.scenes.map(({ seconds }) => seconds)).toEqual([4, 3, 3]);
  });

  it('leaves every scene its least time', () => {
    const plan = withSeconds(planOf([2, 4, 4], 10), 1, 60);
    expect(plan.scenes.map(({ seconds }) => seconds)).toEqual([0.4, 9.2, 0.4]);
  });

  it('moves a scene with its time', () => {
    const plan = withMoved(planOf([1, 2, 3], 6), 0, 2);
    expect(plan.scenes.map(({ title, number, seconds }) => [title, number, seconds])).toEqual([
      ['Scene B', 1, 2],
      ['Scene C', 2, 3],
      ['Scene A', 3, 1],
    ]);
  });

  it('has at least three scenes, and at most seven', () => {
    expect(canRemove(planOf([1, 1, 1], 3))).toBe(false);
    expect(canAdd(planOf([1, 1, 1, 1, 1, 1, 1], 7))).toBe(false);
    expect(canAdd(planOf([1, 1, 1], 3))).toBe(true);
  });

  it('knows which scene a frame is of', () => {
    const plan = planOf([1, 2, 3], 6);
    expect(spansOf(plan)).toEqual([
      [0, 30],
      [30, 90],
      [90, 180],
    ]);
    expect([0, 29, 30, 179, 400].map((frame) => sceneAt(plan, frame))).toEqual([0, 0, 1, 2, 2]);
  });

  it('is read from whatever JSON there is', () => {
    for (const raw of [null, 3, 'text', [], {}, { scenes: [] }, { scenes: [1], seconds: 3 }]) {
      expect(readPlan(raw)).toBeNull();
    }
    const plan = planOf([1, 2, 3], 6);
    expect(readPlan(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
    expect(readPlan({ scenes: [{ seconds: 1 }], seconds: 3 })).toMatchObject({ fps: 30 });
  });
});
