/** What comes late does not undo what was told since. */
import { describe, expect, it } from 'vitest';
import type { Step } from '@/api/types';
import { createRunStore, currentStep, takeSteps } from '@/sync/run-store';

const step = (state: Step['state'], version: number): Step =>
  ({ id: 'stp_1', run: 'run_1', node: 'n1', state, version, outputs: {}, created_at: 1 }) as Step;

describe('the run store', () => {
  it.each([
    ['asking', 4, 'waiting', 1],
    ['done', 5, 'running', 2],
    ['running', 2, 'waiting', 1],
  ] as const)(
    'keeps a step that is %s, version %i, when %s, version %i, comes late',
    (state, version, late, older) => {
      const store = createRunStore();
      takeSteps(store, [step(state, version)]);
      takeSteps(store, [step(late, older)]);
      expect(currentStep(store.getState(), 'n1')?.state).toBe(state);
    },
  );

  it('takes what is newer, and progress of the same version', () => {
    const store = createRunStore();
    takeSteps(store, [step('running', 2)]);
    const progress = { fraction: 0.5, message: '', queue_position: null };
    takeSteps(store, [{ ...step('running', 2), progress }]);
    expect(currentStep(store.getState(), 'n1')?.progress).toEqual(progress);
    takeSteps(store, [step('done', 3)]);
    expect(currentStep(store.getState(), 'n1')?.state).toBe('done');
  });
});
