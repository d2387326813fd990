/** What a model writes is seen as it comes, and only what it has really begun. */
import { expect, it } from 'vitest';
import { readDraft } from './animation-draft';

const PLAN = JSON.stringify({
  changed: true,
  reply: 'Two scenes.',
  title: 'One line',
  scenes: [
    { title: 'Opening', description: 'A line runs along the edge.' },
    { title: 'Close', description: 'It rests.' },
  ],
});

it('grows a plan scene by scene', () => {
  expect(readDraft('plan/1', PLAN.slice(0, PLAN.indexOf('"scenes"')))).toEqual({
    kind: 'plan',
    title: 'One line',
    scenes: [],
  });
  const part = PLAN.slice(0, PLAN.indexOf('along'));
  expect(readDraft('plan/2/repair', part)).toEqual({
    kind: 'plan',
    title: 'One line',
    scenes: [{ title: 'Opening', description: 'A line runs ' }],
  });
});

it('shows nothing of a plan that a wish leaves as it is', () => {
  expect(
    readDraft('wish/2', '{"changed":false,"reply":"Code.","title":"","scenes":[]}'),
  ).toBeNull();
});

it('counts the lines and the passages of code that is being written', () => {
  const files = '{"summary":"Done.","files":[{"path":"src/Main.tsx","content":"a\\nb\\nc';
  expect(readDraft('code/1', files)).toEqual({
    kind: 'code',
    files: [{ path: 'src/Main.tsx', change: 'writing', lines: 3 }],
  });
  const patches =
    '{"summary":"","files":[],"patches":[{"path":"a.ts","find":"x","replace":"y"},{"path":"a.ts","find":"';
  expect(readDraft('fix/1/1', patches)).toEqual({
    kind: 'code',
    files: [{ path: 'a.ts', change: 'editing', passages: 2 }],
  });
});

it('names no file whose path is still being written', () => {
  expect(readDraft('code/1', '{"files":[{"path":"src/Ma')).toBeNull();
});

it('leaves out what is whole, and what is nothing to look at', () => {
  const whole = '{"files":[{"path":"a.ts","content":"x"}],"patches":[],"deleted":[]}';
  expect(readDraft('code/1', whole)).toBeNull();
  expect(readDraft('verdict/1', PLAN)).toBeNull();
  expect(readDraft('brief', PLAN)).toBeNull();
});
