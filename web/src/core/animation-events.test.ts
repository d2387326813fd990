/** What a step tells is put together from its events, in their order. */
import { expect, it } from 'vitest';
import { NOTHING_TOLD, readTelling } from './animation-events';

const told = (...events: object[]): string[] => events.map((event) => JSON.stringify(event));

it('is in the phase that was told last', () => {
  const { phase } = readTelling(
    told({ type: 'phase', phase: 'coding' }, { type: 'phase', phase: 'x' }),
  );
  expect(phase).toBe('coding');
});

it('has the newest list of what is to do', () => {
  const { todos } = readTelling(
    told(
      { type: 'todos', todos: [{ id: '1', label: 'Write', state: 'doing' }] },
      {
        type: 'todos',
        todos: [
          { id: '1', label: 'Write', state: 'done' },
          { id: '2', label: 'Check' },
        ],
      },
    ),
  );
  expect(todos).toEqual([
    { id: '1', label: 'Write', state: 'done' },
    { id: '2', label: 'Check', state: 'waiting' },
  ]);
});

it('shows one still of each frame of the newest project, in the order of the film', () => {
  const still = (project: string, frame: number, asset: string) => ({
    type: 'still',
    project,
    scene: 1,
    frame,
    asset,
  });
  const { stills } = readTelling(
    told(still('a', 9, 'old'), still('b', 9, '9'), still('b', 3, '3'), still('b', 9, 'again')),
  );
  expect(stills.map(({ asset }) => asset)).toEqual(['3', 'again']);
});

it('tells files, verdicts and attempts in their order', () => {
  const { rows } = readTelling(
    told(
      { type: 'file', path: 'src/main.tsx', lines: 80, change: 'written' },
      {
        type: 'verdict',
        by: 'rules',
        pass: false,
        checks: [{ name: 'blank', ok: false, message: 'Empty.' }],
      },
      { type: 'attempt', number: 2, most: 3, why: 'Frame 12 is empty.' },
    ),
  );
  expect(rows.map(({ kind }) => kind)).toEqual(['file', 'verdict', 'attempt']);
  expect(rows[1]).toMatchObject({ pass: false, checks: [{ name: 'blank', ok: false }] });
});

it('leaves out what is no event', () => {
  expect(readTelling(['', '{', 'null', '[]', '{"type":"still"}', '{"type":7}'])).toEqual(
    NOTHING_TOLD,
  );
});
