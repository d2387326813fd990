import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { controlReach, edgePath, portOffset } from './geometry';
import { wrap } from './pen';
import { outworn, pictureFor, placement } from './repaint';
import { Thumbnails } from './thumbnails';

const VIEW = { x: 100, y: -50, zoom: 1, width: 1_000, height: 800 };

describe('a painted picture', () => {
  const picture = pictureFor(VIEW, false, 1, 7);

  it('serves while the view stays inside it, the zoom near it and the scene as it was', () => {
    expect(outworn(picture, { ...VIEW, x: 100 - 290, y: -50 + 230 }, true, 1, 7)).toBe(false);
    expect(outworn(picture, { ...VIEW, x: 100 - 310 }, true, 1, 7)).toBe(true);
    expect(outworn(picture, VIEW, true, 1, 8)).toBe(true);
    expect(outworn(picture, { ...VIEW, x: -1_000, y: -1_000, zoom: 1.6 }, true, 1, 7)).toBe(true);
    expect(outworn(picture, { ...VIEW, x: 0, y: -200, zoom: 1.3 }, true, 1, 7)).toBe(false);
    expect(outworn(picture, { ...VIEW, zoom: 0.65 }, true, 1, 7)).toBe(true);
  });

  it('is made sharp when the view comes to rest', () => {
    const coarse = pictureFor(VIEW, true, 2, 7);
    expect(coarse.density).toBe(1);
    expect(outworn(coarse, VIEW, true, 2, 7)).toBe(false);
    expect(outworn(coarse, VIEW, false, 2, 7)).toBe(true);
    expect(outworn(pictureFor(VIEW, false, 2, 7), VIEW, false, 2, 7)).toBe(false);
  });

  it('is never larger than its limit, and then not repainted for ever', () => {
    const large = { ...VIEW, width: 3_840, height: 2_160 };
    const made = pictureFor(large, false, 3, 7);
    expect(made.rect.width * made.rect.height * made.density ** 2).toBeLessThanOrEqual(
      16e6 * 1.001,
    );
    expect(outworn(made, large, false, 3, 7)).toBe(false);
  });

  it('lies where the view has it', () => {
    expect(placement(picture, VIEW)).toBe('translate(-300px, -240px) scale(1)');
    expect(placement(picture, { ...VIEW, x: 0, y: 0, zoom: 2 })).toBe(
      'translate(-800px, -380px) scale(2)',
    );
  });
});

describe('geometry', () => {
  it('keeps every port on its card and in order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 20, max: 900 }),
        (count, height) => {
          const offsets = Array.from({ length: count }, (_, index) =>
            portOffset(index, count, height),
          );
          offsets.forEach((offset, index) => {
            expect(offset).toBeGreaterThan(offsets[index - 1] ?? 0);
            expect(offset).toBeLessThan(height);
          });
        },
      ),
    );
  });

  it('bends edges as React Flow does', () => {
    expect(edgePath({ x: 0, y: 0 }, { x: 100, y: 40 })).toBe('M0,0 C50,0 50,40 100,40');
    expect(controlReach(-100)).toBe(62.5);
  });
});

describe('wrapped text', () => {
  const tenLetters = (line: string): boolean => line.length <= 10;

  it('breaks at words and cuts what is left over', () => {
    expect(wrap('a quiet lake at dawn', 3, tenLetters)).toEqual(['a quiet', 'lake at', 'dawn']);
    expect(wrap('a quiet lake at dawn', 2, tenLetters)).toEqual(['a quiet', 'lake at…']);
    expect(wrap('unbreakableword', 1, tenLetters)).toEqual(['unbreakab…']);
    expect(wrap('one\ntwo', 3, tenLetters)).toEqual(['one', 'two']);
  });
});

describe('Thumbnails', () => {
  const bitmap = (): ImageBitmap => ({ width: 64, height: 64, close: () => undefined });
  const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

  it('keeps the most recently used within its bytes', async () => {
    const loaded: string[] = [];
    const load = async (asset: string): Promise<ImageBitmap> => {
      loaded.push(asset);
      return bitmap();
    };
    const thumbnails = new Thumbnails(() => undefined, load, 2 * 64 * 64 * 4);
    for (const asset of ['a', 'b', 'c']) {
      thumbnails.beginPicture();
      expect(thumbnails.get(asset, 64)).toBeUndefined();
      thumbnails.get('a', 64);
      thumbnails.loadWanted();
      await settled();
    }
    expect(loaded).toEqual(['a', 'b', 'c']);
    expect(thumbnails.get('a', 64)).toBeDefined();
    expect(thumbnails.get('b', 64)).toBeUndefined();
    expect(thumbnails.bytes).toBe(2 * 64 * 64 * 4);
  });

  it('shows another size meanwhile, and does not ask again at once after a failure', async () => {
    let asked = 0;
    const load = async (_asset: string, size: number): Promise<ImageBitmap> => {
      asked += 1;
      if (size === 256) {
        throw new Error('none');
      }
      return bitmap();
    };
    const thumbnails = new Thumbnails(() => undefined, load);
    thumbnails.get('a', 64);
    thumbnails.loadWanted();
    await settled();
    for (let picture = 0; picture < 3; picture += 1) {
      thumbnails.beginPicture();
      expect(thumbnails.get('a', 256)).toBeDefined();
      thumbnails.loadWanted();
      await settled();
    }
    expect(asked).toBe(2);
  });
});
