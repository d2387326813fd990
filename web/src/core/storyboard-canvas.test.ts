/** A storyboard on the canvas: by the table, valid by the canvas's own rules, and over nothing. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CanvasEdge, CanvasNode, Graph } from './canvas';
import { judgeWire } from './connect';
import { topological } from './graph';
import type { Rect } from './layout';
import type { Models } from './models';
import { inputPorts, wiredInputs } from './ports';
import type { Board } from './storyboard';
import { boardOf, keyless, kinds, withKey } from './storyboard.fixture';
import { type BoardOnCanvas, boardOnCanvas, type Surroundings } from './storyboard-canvas';
import type { BoardSource } from './storyboard-references';

const TITLE = 24;
const BESIDE: Rect = { x: 40, y: 60, width: 400, height: 520 };

const sources = (count: number, use = ''): BoardSource[] =>
  Array.from({ length: count }, (_, at) => ({
    source: `n_given${at}`,
    output: 'output',
    label: `Given ${at + 1}`,
    use,
  }));

function made(
  board: Board,
  rest: Partial<Surroundings> = {},
  models: Models = keyless,
): BoardOnCanvas {
  const around = { kinds, models, sources: [], held: [], beside: BESIDE, occupied: [], ...rest };
  const found = boardOnCanvas(board, around);
  if (!found) throw new Error('nothing was made');
  return found;
}

const named = (one: BoardOnCanvas, start: string): CanvasNode[] =>
  one.nodes.filter((node) => node.name.startsWith(start));
const into = (one: BoardOnCanvas, node: CanvasNode | undefined): CanvasEdge[] =>
  one.edges.filter((edge) => edge.target === node?.id);
const nameOf = (one: BoardOnCanvas, id: string): string =>
  one.nodes.find((node) => node.id === id)?.name ?? id;
const wires = (one: BoardOnCanvas, node: CanvasNode | undefined): string[] =>
  into(one, node).map((edge) => `${edge.input} ← ${nameOf(one, edge.source)}`);

describe('between two scenes', () => {
  const board = boardOf(4, { product: 'a red kettle' });

  it('is a film from one picture to the next', () => {
    const one = made(board, {}, withKey);
    const films = named(one, 'Film');
    expect(films.map((film) => film.name)).toEqual(['Film 1 to 2', 'Film 2 to 3', 'Film 3 to 4']);
    expect(wires(one, films[1])).toEqual([
      'first_frame ← Scene 2: Title 2',
      'last_frame ← Scene 3: Title 3',
    ]);
    expect(films[1]?.parameters).toMatchObject({
      model: 'veo-3.1-flf',
      duration: 4,
      aspect_ratio: '16:9',
      resolution: '720p',
      generate_audio: true,
      negative_prompt: 'writing',
    });
    expect(films[1]?.parameters.prompt).toContain('It becomes 3');
  });

  it('pictures stand 380 apart, what is prepared 400 above them', () => {
    const one = made(board, {}, withKey);
    const pictures = named(one, 'Scene');
    expect(pictures.map((node) => node.x - (pictures[0]?.x ?? 0))).toEqual([0, 380, 760, 1140]);
    expect((pictures[0]?.y ?? 0) - (named(one, 'Product')[0]?.y ?? 0)).toBe(400);
    expect(pictures[0]?.parameters).toMatchObject({
      model: 'nanobanana-pro',
      prompt: 'A picture 1',
      aspect_ratio: '16:9',
    });
  });

  it('each picture is made from the product and the picture before', () => {
    const one = made(board);
    const pictures = named(one, 'Scene');
    expect(wires(one, pictures[0])).toEqual(['reference ← Product']);
    expect(wires(one, pictures[2])).toEqual([
      'reference ← Product',
      'reference ← Scene 2: Title 2',
    ]);
    expect(into(one, pictures[2]).map((edge) => edge.use)).toEqual(['subject', 'style']);
  });
});

describe('one film for each scene', () => {
  it('begins at its picture and takes eight seconds', () => {
    const one = made(boardOf(5, { mode: 'single-shot' }), {}, withKey);
    const films = named(one, 'Film');
    expect(films).toHaveLength(5);
    expect(wires(one, films[4])).toEqual(['first_frame ← Scene 5: Title 5']);
    expect(films[4]?.parameters).toMatchObject({ model: 'veo-3.1-i2v', duration: 8 });
    expect(films[4]?.parameters.prompt).toBe('It moves 5\nSound: rain 5');
    const pictures = named(one, 'Scene');
    expect((pictures[1]?.x ?? 0) - (pictures[0]?.x ?? 0)).toBe(450);
  });

  it('is made by the family that was asked for', () => {
    const one = made(boardOf(4, { mode: 'single-shot', videoFamily: 'kling' }), {}, withKey);
    expect(named(one, 'Film')[0]?.parameters.model).toBe('kling-3.0-i2v');
  });

  it('without a key is left to Koda, with lengths that it then offers', () => {
    const board = boardOf(4, { mode: 'single-shot' });
    const long = { ...board, scenes: board.scenes.map((scene) => ({ ...scene, duration: 7 })) };
    const [film] = named(made(long), 'Film');
    expect(film?.parameters).toMatchObject({ model: 'auto', duration: 6, resolution: '720p' });
    expect(film?.parameters).not.toHaveProperty('negative_prompt');
  });
});

describe('what is prepared', () => {
  const board = boardOf(4, { product: 'a kettle', character: 'an old man' });

  it('is one picture for the product and one for the character, 350 apart', () => {
    const one = made(board);
    const [product] = named(one, 'Product');
    const [character] = named(one, 'Character');
    expect((character?.x ?? 0) - (product?.x ?? 0)).toBe(350);
    expect(character?.parameters.prompt).toMatch(/^an old man\. /);
  });

  it('is not what a picture is connected for', () => {
    const one = made(board, { sources: sources(1, 'character') });
    expect(named(one, 'Product')).toHaveLength(1);
    expect(named(one, 'Character')).toHaveLength(0);
    expect(named(made(board, { sources: sources(1) }), 'Product')).toHaveLength(0);
  });

  it('holds the files of the storyboard', () => {
    const held = { asset: 'as_1', label: 'Hero', use: 'character', width: 600, height: 900 };
    const one = made(board, { held: [held] });
    const [file] = named(one, 'Hero');
    expect(file?.kind).toBe('media');
    expect(file?.parameters).toMatchObject({ asset: 'as_1', type: 'image' });
    expect(one.makers).not.toContain(file?.id);
    expect(wires(one, named(one, 'Scene')[0])).toEqual(['reference ← Hero', 'reference ← Product']);
  });
});

describe('more references than the model takes', () => {
  it('leaves out what matters least, and says so', () => {
    const given = [...sources(5, 'environment'), ...sources(1, 'character')].map((one, at) => ({
      ...one,
      source: `n_${at}`,
      label: `Given ${at}`,
    }));
    const board = boardOf(4);
    const scenes = board.scenes.map((scene) => ({ ...scene, references: ['given-3'] }));
    const one = made({ ...board, scenes }, { sources: given });
    const picture = named(one, 'Scene')[1];
    expect(wires(one, picture)).toEqual([
      'reference ← n_0',
      'reference ← n_3',
      'reference ← n_5',
      'reference ← Scene 1: Title 1',
    ]);
    expect(one.left).toHaveLength(1);
    expect(one.left[0]).toContain('“Given 1”');
  });
});

it('makes nothing where a kind is missing', () => {
  expect(() => made(boardOf(4), { kinds: new Map() })).toThrow('nothing was made');
});

const boards = fc.record({
  count: fc.constantFrom(4, 5, 6, 8),
  mode: fc.constantFrom('transition' as const, 'single-shot' as const),
  aspectRatio: fc.constantFrom('16:9', '9:16', '1:1', '21:9', '', 'strange'),
  videoFamily: fc.constantFrom('auto', 'veo', 'kling'),
  product: fc.constantFrom('', 'a kettle'),
  character: fc.constantFrom('', 'an old man'),
});
const rects = fc.array(
  fc.record({
    x: fc.integer({ min: -3000, max: 5000 }),
    y: fc.integer({ min: -2000, max: 4000 }),
    width: fc.integer({ min: 60, max: 1200 }),
    height: fc.integer({ min: 60, max: 900 }),
  }),
  { maxLength: 40 },
);
const scenario = fc.record({
  board: boards,
  references: fc.integer({ min: 0, max: 8 }),
  use: fc.constantFrom('', 'subject', 'character', 'prop', 'environment'),
  held: fc.integer({ min: 0, max: 3 }),
  hasKey: fc.boolean(),
  occupied: rects,
});

type Scenario = typeof scenario extends fc.Arbitrary<infer One> ? One : never;

function build({ board: { count, ...board }, references, use, held, hasKey, occupied }: Scenario) {
  const models = hasKey ? withKey : keyless;
  const files = Array.from({ length: held }, (_, at) => ({
    asset: `as_${at}`,
    label: `File ${at}`,
    use,
    width: 300 * (at + 1),
    height: 500,
  }));
  const given = sources(references, use);
  const one = made(boardOf(count, board), { sources: given, held: files, occupied }, models);
  return { one, models, given };
}

/** A node for each source, as the canvas has them. */
function graphOf(given: readonly BoardSource[], one: BoardOnCanvas): Graph {
  const media = one.nodes.find((node) => node.kind === 'group') as CanvasNode;
  const before = given.map(({ source }) => ({
    ...media,
    id: source,
    kind: 'media',
    parameters: { type: 'image' },
  }));
  return {
    nodes: new Map([...before, ...one.nodes].map((node) => [node.id, node])),
    edges: new Map(),
  };
}

describe('whatever the board', () => {
  it('every wire may be drawn, is taken by its model, and closes no circle', () => {
    fc.assert(
      fc.property(scenario, (chosen) => {
        const { one, models, given } = build(chosen);
        const { nodes, edges } = graphOf(given, one);
        const drawn = edges as Map<string, CanvasEdge>;
        for (const edge of one.edges) {
          const verdict = judgeWire({ nodes, edges: drawn }, kinds, models, edge);
          expect(verdict).toEqual({ ok: true, replaces: null });
          drawn.set(edge.id, edge);
        }
        for (const node of one.nodes) {
          const spec = kinds.get(node.kind);
          if (!spec) throw new Error(node.kind);
          const wired = wiredInputs([...drawn.values()], node.id);
          const ports = inputPorts(models, spec, node.parameters, wired);
          expect(ports.filter((port) => port.isBroken)).toEqual([]);
        }
        expect(topological(nodes.keys(), one.edges).cyclic.size).toBe(0);
      }),
    );
  });

  it('nothing is covered, and everything is within its group', () => {
    fc.assert(
      fc.property(scenario, (chosen) => {
        const { one } = build(chosen);
        const { width, height } = one.bounds;
        const cards = one.nodes.filter((node) => node.parent === one.group).map(boxOf);
        expect(one.nodes.every((node) => node.parent === one.group || node.id === one.group)).toBe(
          true,
        );
        for (const [at, card] of cards.entries()) {
          expect(card.x >= 0 && card.y >= TITLE && card.x + card.width <= width).toBe(true);
          expect(card.y + card.height <= height).toBe(true);
          for (const other of cards.slice(at + 1)) expect(covers(card, other)).toBe(false);
        }
        for (const rect of [...chosen.occupied, BESIDE]) {
          expect(covers(one.bounds, rect)).toBe(false);
        }
      }),
    );
  });

  it('a second draft finds a place of its own', () => {
    fc.assert(
      fc.property(scenario, (chosen) => {
        const { one } = build(chosen);
        const again = build({ ...chosen, occupied: [...chosen.occupied, one.bounds] }).one;
        expect(covers(one.bounds, again.bounds)).toBe(false);
        const ids = [...one.nodes, ...again.nodes, ...one.edges, ...again.edges].map(
          ({ id }) => id,
        );
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });
});

const boxOf = ({ x, y, width, height }: CanvasNode): Rect => {
  return { x, y, width: width ?? 0, height: height ?? 0 };
};

/** With the titles above both. */
const covers = (one: Rect, other: Rect): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y - TITLE < other.y + other.height &&
  other.y - TITLE < one.y + one.height;
