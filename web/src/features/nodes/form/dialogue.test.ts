import { expect, it } from 'vitest';
import { MOST_LINES, moveLine, readLines, setLine, withLine, withoutLine } from './dialogue';

const lines = readLines([
  { voice: 'ann', text: 'Hello' },
  { voice: 'bob', text: 'Hi', mood: 'glad' },
]);

it('reads what is stored, keeps what it does not know, and survives anything', () => {
  expect(lines[1]).toEqual({ voice: 'bob', text: 'Hi', mood: 'glad' });
  expect(readLines('words')).toEqual([]);
  expect(readLines([7, null, { voice: 1 }])).toEqual([
    { voice: '', text: '' },
    { voice: '', text: '' },
    { voice: '', text: '' },
  ]);
});

it('adds a line for whoever did not speak last', () => {
  expect(withLine(lines, 1, ['ann', 'bob']).at(-1)).toEqual({ voice: 'ann', text: '' });
  expect(withLine(lines, 0, ['ann', 'bob'])[1]).toEqual({ voice: 'bob', text: '' });
  expect(withLine([], -1, ['cara', 'ann'])).toEqual([{ voice: 'cara', text: '' }]);
});

it('has an end', () => {
  const full = Array.from({ length: MOST_LINES }, () => ({ voice: 'ann', text: '' }));
  expect(withLine(full, 0, [])).toHaveLength(MOST_LINES);
});

it('moves and takes out lines, never beyond the ends', () => {
  expect(moveLine(lines, 0, 1).map((line) => line.voice)).toEqual(['bob', 'ann']);
  expect(moveLine(lines, 0, -1)).toEqual(lines);
  expect(withoutLine(lines, 0)).toEqual([lines[1]]);
  expect(setLine(lines, 1, { text: 'Bye' })[1]).toEqual({
    voice: 'bob',
    text: 'Bye',
    mood: 'glad',
  });
});
