/** Tells what nobody has given yet from what is wrong: a new node is empty, not mistaken. */
import type { Problem } from '@/api/types';

export function isOnlyMissing(problem: Problem): boolean {
  return problem.code === 'missing_input';
}
