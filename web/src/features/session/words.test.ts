import { expect, it } from 'vitest';
import { ApiProblem } from '@/api/problem';
import { problemWords, secretHint, secretName, waitOf, waitWords } from './words';

const problem = (status: number, fields = {}): ApiProblem =>
  new ApiProblem(status, {
    code: 'x',
    detail: 'It did not work.',
    remedy: 'Try again.',
    retryable: false,
    fields,
  });

it('asks for what can be typed', () => {
  expect(secretName(['token'])).toBe('Token');
  expect(secretName(['password', 'oidc'])).toBe('Password');
  expect(secretName(['token', 'password'])).toBe('Password or token');
  expect(secretHint(['token'])).not.toContain('password');
  expect(secretHint(['token', 'password'])).toContain('or type the password');
});

it('tells how long too many tries have to wait', () => {
  expect(waitOf(problem(429, { retry_after: 41.2 }))).toBe(42);
  expect(waitOf(problem(429))).toBe(0);
  expect(waitOf(problem(401, { retry_after: 5 }))).toBe(0);
  expect(waitOf(null)).toBe(0);
  expect(waitWords(42)).toContain('in 42 s');
  expect(waitWords(300)).toContain('in 5 min');
});

it('says what to do only where the person can do something about it', () => {
  expect(problemWords(problem(401))).toBe('It did not work.');
  expect(problemWords(problem(500))).toBe('It did not work. Try again.');
});
