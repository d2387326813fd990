/** A storyboard as nodes and wires: what it needs first, its pictures, its films, a note, a group around all. */
import type { CanvasEdge, CanvasNode } from '@/core/canvas';
import type { Rect } from '@/core/layout';
import type { Models } from '@/core/models';
import { newNode } from '@/core/new-node';
import { findInput, GROUP, type Kinds, type NodeSpec } from '@/core/spec';
import type { Board, Scene } from '@/core/storyboard';
import { filmsOf, unfilmed, wireFilms } from '@/core/storyboard-films';
import { cardSize, placesFor, roomBeside } from '@/core/storyboard-layout';
import {
  type Choice,
  type FilmChoice,
  filmModel,
  pictureModel,
  REFERENCE,
} from '@/core/storyboard-models';
import {
  type HeldPicture,
  madeBy,
  pictureValues,
  whatToPrepare,
  wirePictures,
} from '@/core/storyboard-pictures';
import type { BoardSource } from '@/core/storyboard-references';
import type { Json } from '@/core/values';

export type Surroundings = {
  readonly kinds: Kinds;
  readonly models: Models;
  /** What is wired to the storyboard, in its order. */
  readonly sources: readonly BoardSource[];
  readonly held: readonly HeldPicture[];
  /** The storyboard's card, or the outermost group around it. */
  readonly beside: Rect;
  /** What must not be covered. */
  readonly occupied: readonly Rect[];
};

export type BoardOnCanvas = {
  readonly nodes: readonly CanvasNode[];
  readonly edges: readonly CanvasEdge[];
  readonly group: string;
  readonly bounds: Rect;
  /** The nodes that run. */
  readonly makers: readonly string[];
  /** What could not be done as asked, in sentences. */
  readonly left: readonly string[];
};

const WIDE = '16:9';
const PICTURE = 'image-generator';
const FILM = 'video-generator';
const NOTE = 'sticky-note';

/** What to put on the canvas for a board; none where this Koda lacks the kinds for it. */
export function boardOnCanvas(board: Board, around: Surroundings): BoardOnCanvas | null {
  const { kinds, models, sources } = around;
  const [picture, frameKind] = [kinds.get(PICTURE), kinds.get(GROUP)];
  if (!picture || !frameKind || !kinds.has(FILM)) return null;
  const drawing = pictureModel(models);
  const filming = filmModel(models, board.mode, board.videoFamily);
  const parts = putParts(board, around, frameKind, drawing, filming);
  const reference = findInput(picture, REFERENCE);
  const { frame, prepared, pictures, films, places } = parts;
  const given = prepared.map(({ node, use }) => madeBy(node, node.name, use));
  const wiring = wirePictures(board.scenes, pictures, [...sources, ...given], drawing, reference);
  const left = [...wiring.left, ...unfilmed(board.mode, filming)];
  const note = parts.put(NOTE, '', places.note, { content: noteText(board, left) });
  const inside = [...prepared.map(({ node }) => node), ...pictures, ...films];
  return {
    nodes: [frame, ...note, ...inside],
    edges: [...wiring.edges, ...wireFilms(films, pictures, filming.roles)],
    group: frame.id,
    bounds: { x: frame.x, y: frame.y, ...places.frame },
    makers: inside.filter(({ kind }) => kinds.get(kind)?.runs).map(({ id }) => id),
    left,
  };
}

/** The group, and in it a card for everything that is made or held. */
function putParts(
  board: Board,
  around: Surroundings,
  group: NodeSpec,
  drawing: Choice,
  filming: FilmChoice,
) {
  const { kinds, sources, held } = around;
  const ratio = /^\d+:\d+$/.test(board.aspectRatio) ? board.aspectRatio : WIDE;
  const wanted = whatToPrepare(board, drawing, sources, held).filter(({ kind }) => kinds.has(kind));
  const sizes = wanted.map(({ size }) => size);
  const card = cardSize(ratio);
  const places = placesFor(board.mode, board.scenes.length, sizes, card, card);
  const box = { ...roomBeside(around.beside, places.frame, around.occupied), ...places.frame };
  const frame = { ...newNode(group, box, {}, box), name: nameOf(board) };
  const put = (kind: string, name: string, at: Rect | undefined, values: Values): CanvasNode[] => {
    const spec = kinds.get(kind);
    return spec && at ? [{ ...newNode(spec, at, values, at), name, parent: frame.id }] : [];
  };
  const prepared = wanted.flatMap(({ kind, name, use, values }, at) =>
    put(kind, name, places.prepared[at], values).map((node) => ({ node, use })),
  );
  const pictures = board.scenes.flatMap((scene, at) => {
    const words = scene.prompt || scene.description;
    const values = pictureValues(drawing, words, ratio, scene.negativePrompt);
    return put(PICTURE, sceneName(scene), places.pictures[at], values);
  });
  const films = filmsOf(board, filming, ratio).flatMap(({ name, values }, at) =>
    put(FILM, name, places.films[at], values),
  );
  return { frame, prepared, pictures, films, places, put };
}

type Values = Record<string, Json>;

const MOST_NAME = 80;
const MOST_SUBJECT = 40;

const shorten = (words: string, most = MOST_NAME): string =>
  words.length > most ? `${words.slice(0, most).replace(/\s\S*$/, '')}…` : words;

const sceneName = ({ number, title }: Scene): string =>
  shorten(title ? `Scene ${number}: ${title}` : `Scene ${number}`);

/** `Storyboard: a copper kettle`: what it is about up to the first comma. */
function nameOf({ product, character }: Board): string {
  const [subject = ''] = (product || character).split(/[,;.\n]/);
  return ['Storyboard', shorten(subject.trim(), MOST_SUBJECT)].filter(Boolean).join(': ');
}

function noteText(board: Board, left: readonly string[]): string {
  const lines = board.scenes.map(({ number, title }) => `${number}. ${title || `Scene ${number}`}`);
  return [board.summary, lines.join('\n'), ...left].filter(Boolean).join('\n\n');
}
