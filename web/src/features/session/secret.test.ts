import { expect, it } from 'vitest';
import { secretIn } from './secret';

it('takes the token out of a pasted address', () => {
  expect(secretIn(' http://127.0.0.1:3000/?token=a%2Bb \n')).toBe('a+b');
});

it('leaves a password as it is', () => {
  expect(secretIn('correct horse')).toBe('correct horse');
  expect(secretIn('https://not an address')).toBe('https://not an address');
  expect(secretIn('https://example.com/without')).toBe('https://example.com/without');
});
