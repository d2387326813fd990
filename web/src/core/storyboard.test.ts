/** A board is read from whatever JSON there is. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_SCENES, readBoard, readScenes, writtenScenes } from './storyboard';
import { boardOf } from './storyboard.fixture';

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

describe('a board that is being written', () => {
  it('shows the scenes so far, and the draft’s where it keeps them', () => {
    const raw = { scenes: [{ keep: 3 }, { keep: 0, title: 'New', prompt: 'A n' }] };
    const written = writtenScenes(raw, ([, at]) => at === 0, boardOf(4));
    expect(written.map(({ scene, isWhole }) => [scene.number, scene.title, isWhole])).toEqual([
      [1, 'Title 3', true],
      [2, 'New', false],
    ]);
  });

  it('is nothing before its first scene', () => {
    for (const raw of [undefined, {}, { scenes: null }, { identities: [] }]) {
      expect(writtenScenes(raw, () => false, null)).toEqual([]);
    }
  });
});
