import { expect, it } from 'vitest';
import { scopeWords } from './scopes';

it('says what a key may do, reading always', () => {
  expect(scopeWords(['read'])).toBe('May read');
  expect(scopeWords(['run'])).toBe('May read and run');
  expect(scopeWords(['run', 'edit', 'read'])).toBe('May read, edit and run');
  expect(scopeWords(['admin', 'read'])).toBe('May do everything but keys and devices');
});
