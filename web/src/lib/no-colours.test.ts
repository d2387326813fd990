import { expect, it } from 'vitest';
import { color } from './no-colours';

it('is asked about strings and with instanceof, and finds no colour', () => {
  expect((color as (text: string) => unknown)('#ff0000')).toBeNull();
  expect({} instanceof (color as unknown as new () => object)).toBe(false);
});
