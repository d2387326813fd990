import { describe, expect, it } from 'vitest';
import type { Step } from '@/api/types';
import type { Json } from '@/core/values';
import { aboutDraft, draftsOf, readTalk, timelineOf, unansweredTurn, writeTalk } from './talk';

/** A step that gave a board; newer ones have higher numbers. */
const step = (at: number, board: Json, state: Step['state'] = 'done'): Step =>
  ({
    id: `s${at}`,
    state,
    model: 'offline/rules#storyboard.v1',
    outputs: { board: { type: 'json', json: board } },
    created_at: at,
  }) as unknown as Step;

const first = step(1, { reply_to: '', written_by: 'offline/rules', scenes: [1] });
const second = step(2, { reply_to: 'a', scenes: [2] });
const words = (entries: ReturnType<typeof timelineOf>): string =>
  entries.map((entry) => (entry.kind === 'turn' ? entry.turn.id : entry.draft.step.id)).join(' ');

describe('the drafts of a node', () => {
  it('are its results, oldest first', () => {
    const drafts = draftsOf([second, first], 'board');
    expect(drafts.map((draft) => draft.step.id)).toEqual(['s1', 's2']);
    expect(drafts[0]?.writtenBy).toBe('offline/rules');
    expect(drafts[1]?.replyTo).toBe('a');
  });

  it('are there once, also if one was used again', () => {
    const again = step(3, { reply_to: '', written_by: 'offline/rules', scenes: [1] });
    const ids = draftsOf([again, second, first], 'board').map((draft) => draft.step.id);
    expect(ids).toEqual(['s2', 's3']);
  });

  it('are none of what failed or gave something else', () => {
    expect(draftsOf([step(4, {}, 'failed')], 'board')).toEqual([]);
    expect(draftsOf([first], 'shots')).toEqual([]);
  });
});

describe('a conversation', () => {
  const drafts = draftsOf([second, first], 'board');

  it('has each message before the draft that answers it', () => {
    const talk = [
      { id: 'a', text: 'Darker' },
      { id: 'b', text: 'More snow' },
    ];
    expect(words(timelineOf(talk, drafts))).toBe('s1 a s2 b');
    expect(unansweredTurn(talk, drafts)?.id).toBe('b');
  });

  it('has messages that waited before the draft that answers the last of them', () => {
    const both = draftsOf([step(5, { reply_to: 'b' }), first], 'board');
    const talk = [
      { id: 'a', text: 'Darker' },
      { id: 'b', text: 'More snow' },
    ];
    expect(words(timelineOf(talk, both))).toBe('s1 a b s5');
    expect(unansweredTurn(talk, both)).toBeNull();
  });

  it('gives the draft to its newest message only', () => {
    const talk = [
      { id: 'a', text: 'Darker', draft: 1 },
      { id: 'b', text: 'More snow' },
    ];
    expect(aboutDraft(talk, { scenes: [] })).toEqual([
      { id: 'a', text: 'Darker' },
      { id: 'b', text: 'More snow', draft: { scenes: [] } },
    ]);
  });

  it('comes back as it was stored, without what is none', () => {
    const talk = [{ id: 'a', text: 'Darker', draft: { scenes: [1] } }];
    expect(readTalk(writeTalk(talk))).toEqual(talk);
    expect(readTalk([1, null, { id: 'a' }, { id: 'b', text: 'x' }])).toEqual([
      { id: 'b', text: 'x' },
    ]);
    expect(readTalk('talk')).toEqual([]);
    expect(writeTalk([])).toBeUndefined();
  });
});

it('stores the newest messages that a parameter has room for', () => {
  const long = Array.from({ length: 60 }, (_, at) => ({ id: `t${at}`, text: 'ü'.repeat(4_000) }));
  const kept = readTalk(writeTalk(aboutDraft(long, { scenes: [1] })));
  expect(kept.at(-1)).toMatchObject({ id: 't59', draft: { scenes: [1] } });
  expect(kept).toHaveLength(7);
  const short = long.map(({ id }) => ({ id, text: 'Darker' }));
  expect(readTalk(writeTalk(short))).toHaveLength(40);
});
