/** Which pictures a scene's picture is made from, when its model takes fewer than there are. */
import { slugOf } from '@/core/mentions';
import type { Scene } from '@/core/storyboard';

/** A picture that a scene may be made from: what a wire begins at. */
export type BoardSource = {
  readonly source: string;
  readonly output: string;
  /** What it is called, in the board's `references` too. */
  readonly label: string;
  readonly use: string;
};

export type Chosen = {
  readonly taken: readonly BoardSource[];
  readonly left: readonly BoardSource[];
};

/** Who and what it is about. */
export const MAIN_USES: ReadonlySet<string> = new Set(['', 'subject', 'character', 'face']);

/** What a reference of a storyboard is for, in the words of a picture's references. */
const USES: Readonly<Record<string, string>> = { prop: 'object', environment: 'background' };

export const pictureUse = (use: string): string => USES[use] ?? use;

/**
 * The most important of them, in their order: who and what the story is about, then the scene
 * before, then what the scene names, then the rest.
 */
export function chooseReferences(
  given: readonly BoardSource[],
  before: BoardSource | null,
  scene: Scene,
  most: number,
): Chosen {
  const named = new Set(scene.references.map(slugOf));
  const rank = (one: BoardSource): number => {
    if (one === before) return 1;
    if (MAIN_USES.has(one.use)) return 0;
    return named.has(slugOf(one.label)) ? 2 : 3;
  };
  const all = before ? [...given, before] : given;
  const best = new Set([...all].sort((a, b) => rank(a) - rank(b)).slice(0, Math.max(0, most)));
  return {
    taken: all.filter((one) => best.has(one)),
    left: all.filter((one) => !best.has(one)),
  };
}
