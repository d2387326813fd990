/** A board is read from whatever JSON there is. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_SCENES, readBoard, readScenes } from './storyboard';

describe('a board', () => {
  it('has what was written, and nothing where nothing was', () => {
    const board = readBoard({
      mode: 'single-shot',
      summary: ' A story. ',
      identities: [{ reference: 'as_1', label: 'Hero', role: 'character' }, null],
      scenes: [{ number: 9, title: 'One', duration: 6, references: ['hero', 4, ''] }, 'no scene'],
    });
    expect(board).toMatchObject({ mode: 'single-shot', summary: 'A story.', product: '' });
    expect(board?.identities).toEqual([
      { asset: 'as_1', label: 'Hero', role: 'character', identity: '' },
    ]);
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
