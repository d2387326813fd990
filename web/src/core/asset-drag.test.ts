import { expect, test } from 'vitest';
import { decodeAssets, encodeAssets } from './asset-drag';

const FOX = { id: 'ast_1', kind: 'image', width: 300, height: 200 } as const;

test('what was dragged arrives', () => {
  expect(decodeAssets(encodeAssets([FOX, { ...FOX, id: 'ast_2', width: null }]))).toEqual([
    FOX,
    { ...FOX, id: 'ast_2', width: null },
  ]);
});

test.each([
  '',
  'https://example.test',
  '{}',
  'null',
  '[null, 1, "x", []]',
  '[{"id":"../x","kind":"image"}]',
  '[{"id":"a","kind":"script"}]',
  '[{"id":7,"kind":"image"}]',
])('what is no asset is left out: %s', (text) => {
  expect(decodeAssets(text)).toEqual([]);
});

test('sizes that mean nothing are none, and there is an end to how many', () => {
  const odd = JSON.stringify([{ ...FOX, width: -1, height: 'x' }]);
  expect(decodeAssets(odd)).toEqual([{ ...FOX, width: null, height: null }]);
  expect(decodeAssets(encodeAssets(Array.from({ length: 90 }, () => FOX)))).toHaveLength(50);
});
