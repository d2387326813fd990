import { expect, test } from 'vitest';
import cases from '../../../../../tests/cases/uses.json';
import { USES } from './uses';

test('the uses are those that the server knows', () => {
  expect(USES).toEqual(cases);
});
