import { expect, it } from 'vitest';
import type { PlannedStep, Step, WhyRan } from '@/api/types';
import { describePlanned, describeWhy } from './why';

const reasons: WhyRan[] = ['never_ran', 'changed', 'upstream', 'asked_again', 'failed_before'];

it('has other words for every reason, and for what was known already', () => {
  const ran = reasons.map((why) => describeWhy({ why, cached: false } as Step));
  const will = reasons.map((why) => describePlanned({ why, cached: false } as PlannedStep));
  expect(new Set([...ran, ...will]).size).toBe(2 * reasons.length);
  expect(describeWhy({ why: null, cached: true } as Step)).toContain('for free');
  expect(describePlanned({ why: null, cached: true } as PlannedStep)).toContain('Up to date');
});
