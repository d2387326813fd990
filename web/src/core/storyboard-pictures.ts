/** The pictures of a storyboard: one for each scene, and those that all of them need first. */
import type { CanvasEdge, CanvasNode } from '@/core/canvas';
import { newEdgeId } from '@/core/ids';
import type { InputSpec } from '@/core/spec';
import type { Board, Scene } from '@/core/storyboard';
import { preparedSize, type Size } from '@/core/storyboard-layout';
import { type Choice, mostReferences, offered, REFERENCE, reads } from '@/core/storyboard-models';
import {
  type BoardSource,
  chooseReferences,
  MAIN_USES,
  pictureUse,
} from '@/core/storyboard-references';
import type { Json } from '@/core/values';

/** A picture that the storyboard node holds itself. */
export type HeldPicture = {
  readonly asset: string;
  readonly label: string;
  readonly use: string;
  readonly width: number | null;
  readonly height: number | null;
};

/** A node that comes before the scenes. */
export type Prepared = {
  readonly kind: 'image-generator' | 'media';
  readonly name: string;
  readonly use: string;
  readonly size: Size;
  readonly values: Record<string, Json>;
};

type Values = Record<string, Json>;

/** Plain, it is the product; a face is a character's. */
const MEANT: Readonly<Record<string, string>> = { '': 'subject', face: 'character' };

const SHEETS = {
  product: 'The whole product, alone on a plain light ground, in even light, without any writing.',
  character: 'One person, the whole figure, front view, on a plain light ground, in even light.',
};

/** The held files, and a picture of what is only described: nobody has connected one of it. */
export function whatToPrepare(
  board: Board,
  choice: Choice,
  connected: readonly BoardSource[],
  held: readonly HeldPicture[],
): Prepared[] {
  const uses = new Set([...connected, ...held].map(({ use }) => MEANT[use] ?? use));
  const files = held.map(({ asset, label, use, width, height }): Prepared => {
    const size = width && height ? { width, height } : { width: 1, height: 1 };
    const values = { asset, type: 'image' };
    return { kind: 'media', name: label, use, size: preparedSize(size), values };
  });
  const sheet = (name: string, use: string, words: string, look: string): Prepared[] =>
    words === '' || uses.has(use)
      ? []
      : [
          {
            kind: 'image-generator',
            name,
            use,
            size: preparedSize({ width: 1, height: 1 }),
            values: pictureValues(choice, `${endSentence(words)} ${look}`, '1:1', ''),
          },
        ];
  return [
    ...files,
    ...sheet('Product', 'subject', board.product, SHEETS.product),
    ...sheet('Character', 'character', board.character, SHEETS.character),
  ];
}

const endSentence = (words: string): string => (/[.!?…]$/.test(words) ? words : `${words}.`);

export function pictureValues(
  { model, card }: Choice,
  prompt: string,
  ratio: string,
  without: string,
): Values {
  return {
    prompt,
    model,
    ...(reads(card, 'aspect_ratio') ? { aspect_ratio: offered(card, 'aspect_ratio', ratio) } : {}),
    ...(without && reads(card, 'negative_prompt') ? { negative_prompt: without } : {}),
  };
}

export type Wiring = { readonly edges: CanvasEdge[]; readonly left: string[] };

/** Everything given goes into every scene, and every scene into the next. */
export function wirePictures(
  scenes: readonly Scene[],
  pictures: readonly CanvasNode[],
  given: readonly BoardSource[],
  choice: Choice,
  input: InputSpec | undefined,
): Wiring {
  const most = input ? mostReferences(choice, input.limit) : 0;
  const hasMain = given.some(({ use }) => MAIN_USES.has(use));
  const edges: CanvasEdge[] = [];
  const left = new Set<string>();
  let isBroken = false;
  for (const [at, scene] of scenes.entries()) {
    const source = pictures[at - 1];
    // Who and what is shown comes from their own pictures, if there are any; the look from before.
    const before = source ? madeBy(source, '', hasMain ? 'style' : '') : null;
    const chosen = chooseReferences(given, before, scene, most);
    if (before && chosen.left.includes(before)) isBroken = true;
    for (const one of chosen.left) if (one !== before) left.add(one.label);
    const target = pictures[at];
    if (target) edges.push(...chosen.taken.map((one, order) => wire(one, target, order)));
  }
  return { edges, left: sentences(choice, most, [...left], isBroken) };
}

export const madeBy = (node: CanvasNode, label: string, use: string): BoardSource => ({
  source: node.id,
  output: 'output',
  label,
  use,
});

function wire(from: BoardSource, to: CanvasNode, order: number): CanvasEdge {
  const use = pictureUse(from.use);
  const ends = { source: from.source, output: from.output, target: to.id, input: REFERENCE };
  return { id: newEdgeId(), ...ends, order, ...(use ? { use } : {}) };
}

function sentences(
  { card }: Choice,
  most: number,
  left: readonly string[],
  isBroken: boolean,
): string[] {
  const who = card?.title ?? 'No model here';
  const takes = most === 0 ? 'takes no references' : `takes ${most} at most`;
  const names = left.map((name) => `“${name || 'A picture'}”`).join(', ');
  return [
    ...(left.length > 0 ? [`Not in every scene: ${names}. ${who} ${takes}.`] : []),
    ...(isBroken ? [`The scenes do not follow from one another: ${who} ${takes}.`] : []),
  ];
}
