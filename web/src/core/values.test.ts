/** What fits into what: the same table as the server's. */
import { expect, test } from 'vitest';
import cases from '../../../tests/cases/fits.json';
import { fits, type ValueType } from './values';

test('the table of the server holds here', () => {
  for (const { source, target, fits: expected } of cases) {
    expect([source, target, fits(source as ValueType, target as ValueType)]).toEqual([
      source,
      target,
      expected,
    ]);
  }
});
