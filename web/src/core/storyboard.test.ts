/** A board is read from whatever JSON there is. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_SCENES, readBoard, readScenes, readTalk, withMessage } from './storyboard';
import type { Json } from './values';

describe('a board', () => {
  it('has what was written, and nothing where nothing was', () => {
    const board = readBoard({
      mode: 'single-shot',
      summary: ' A story. ',
      scenes: [{ number: 9, title: 'One', duration: 6, references: ['hero', 4, ''] }, 'no scene'],
    });
    expect(board).toMatchObject({ mode: 'single-shot', summary: 'A story.', product: '' });
    expect(board?.scenes).toHaveLength(1);
    expect(board?.scenes[0]).toMatchObject({
      number: 1,
      title: 'One',
      prompt: '',
      duration: 6,
      references: ['hero'],
    });
  });

  it('is none without a scene', () => {
    for (const raw of [null, undefined, 3, 'text', [], {}, { scenes: [] }, { scenes: 'many' }]) {
      expect(readBoard(raw)).toBeNull();
    }
  });

  it('is read from any JSON without harm', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (raw, scene) => {
        readBoard(raw);
        const scenes = readScenes({ scenes: Array(40).fill(scene) });
        expect(scenes.length).toBeLessThanOrEqual(MOST_SCENES);
      }),
    );
  });
});

describe('a message', () => {
  it('is said with the board that it is about; older ones without theirs', () => {
    const first = withMessage([], { id: 'k_1', text: 'Darker' }, { scenes: [1] });
    const second = withMessage(readTalk(first), { id: 'k_2', text: 'More rain' }, { scenes: [2] });
    expect(second).toEqual([
      { id: 'k_1', text: 'Darker' },
      { id: 'k_2', text: 'More rain', draft: { scenes: [2] } },
    ]);
  });

  it('pushes the oldest out of a long talk', () => {
    let talk: Json = [];
    for (let at = 0; at < 60; at++) {
      talk = withMessage(readTalk(talk), { id: `k_${at}`, text: 'Again' }, null);
    }
    const kept = readTalk(talk);
    expect(kept).toHaveLength(24);
    expect(kept.at(-1)?.id).toBe('k_59');
  });
});
