import { expect, test } from 'vitest';
import type { StorageReport } from '@/api/connection-types';
import { barsOf, canvasBars, countWords } from './storage-words';

const report: StorageReport = {
  files: 2,
  size: 3000,
  kinds: [{ value: 'image', title: 'image', files: 2, size: 3000 }],
  trash: { value: 'trash', title: 'trash', files: 1, size: 1000 },
  previews: null,
  database: 400_000,
  work: 0,
  canvases: [{ value: 'cnv_1', title: 'Fox', files: 2, size: 3000 }],
  counts: { canvases: 1, runs: 0 },
};

test('a place that does not tell its size is shown without one', () => {
  const previews = barsOf(report).find((bar) => bar.key === 'previews');
  expect(previews).toMatchObject({ size: null, files: null });
});

test('kinds of media have names, and unknown ones their own', () => {
  expect(barsOf(report)[0]).toMatchObject({ title: 'Images', size: 3000 });
  const odd = { ...report, kinds: [{ value: 'font', title: 'Fonts', files: 1, size: 1 }] };
  expect(barsOf(odd)[0]?.title).toBe('Fonts');
});

test('a canvas leads to its page', () => {
  expect(canvasBars(report)[0]?.href).toBe('/canvas/cnv_1');
});

test('counts are said in words', () => {
  expect(countWords(report)).toBe('1 canvas, 0 runs, 2 media files.');
});
