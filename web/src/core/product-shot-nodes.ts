/** Makes image nodes of shots: a grid in a group, each wired to the picture of the product. */
import type { CanvasEdge, CanvasNode, Graph } from '@/core/canvas';
import { BESIDE, boxOf, groupedFree } from '@/core/free-place';
import { newEdgeId } from '@/core/ids';
import { AUTO, allCards, isUsable, type Models } from '@/core/models';
import { newNode } from '@/core/new-node';
import type { Shot } from '@/core/product-shot';
import { type Kinds, modelParameter, type NodeSpec } from '@/core/spec';

const MAKER = 'image-generator';
const INPUT = 'reference';
/** The model that keeps a product like itself. */
const MODEL = 'nanobanana-pro';
const LEAST_STEP = 350;
const GAP = 40;
const TITLE = 28;

export type Creation = {
  /** The group first, if there is one. */
  readonly nodes: readonly CanvasNode[];
  readonly edges: readonly CanvasEdge[];
  /** The nodes that make pictures, in the order of the shots. */
  readonly makers: readonly string[];
};

export type Surroundings = {
  readonly graph: Graph;
  readonly kinds: Kinds;
  readonly models: Models;
};

/** Columns for so many shots. */
export const columnsFor = (count: number): number => (count <= 4 ? 2 : count <= 6 ? 3 : 4);

/**
 * `product`: a media node of the picture that the node itself holds; it is made with the others,
 * and only if no picture is connected. None can be made without a kind that makes pictures.
 */
export function createShots(
  { graph, kinds, models }: Surroundings,
  id: string,
  shots: readonly Shot[],
  product: CanvasNode | null,
): Creation | null {
  const maker = kinds.get(MAKER);
  const node = graph.nodes.get(id);
  if (!maker || !node || shots.length === 0) return null;
  const made = shots.map((shot, place) => shotNode(maker, models, shot, place, shots.length));
  const wire = [...graph.edges.values()].find(
    (edge) => edge.target === id && edge.input === 'product',
  );
  const held = wire ? null : product;
  const called = productOf(node);
  const picture = held && { ...held, name: called, x: -(held.width ?? 0) - BESIDE, y: 0 };
  const from = wire ?? (picture && ownEnd(kinds, picture));
  const name = `Shots of ${called || 'the product'}`;
  const all = picture ? [picture, ...made] : made;
  return {
    nodes: groupedFree(graph, kinds, all, name, boxOf(graph, kinds, node)),
    edges: from ? made.map((one) => edgeTo(from, one.id)) : [],
    makers: made.map((one) => one.id),
  };
}

function shotNode(
  maker: NodeSpec,
  models: Models,
  shot: Shot,
  place: number,
  count: number,
): CanvasNode {
  const columns = columnsFor(count);
  const x = (place % columns) * Math.max(LEAST_STEP, maker.width + GAP);
  const y = Math.floor(place / columns) * Math.max(LEAST_STEP, maker.height + TITLE + GAP);
  const model = modelParameter(maker);
  const parameters = { prompt: shot.prompt, ...(model ? { [model]: modelFor(models) } : {}) };
  return { ...newNode(maker, { x, y }, parameters), name: shot.angle || `Shot ${shot.number}` };
}

function modelFor(models: Models): string {
  const card = allCards(models).get(MODEL);
  return card && isUsable(card) ? MODEL : AUTO;
}

type End = { readonly source: string; readonly output: string };

function ownEnd(kinds: Kinds, node: CanvasNode): End | null {
  const output = kinds.get(node.kind)?.outputs.find((one) => one.types.includes('image'));
  return output ? { source: node.id, output: output.name } : null;
}

const edgeTo = ({ source, output }: End, target: string): CanvasEdge => ({
  id: newEdgeId(),
  source,
  output,
  target,
  input: INPUT,
  order: 0,
});

function productOf(node: CanvasNode): string {
  const name = node.parameters.product_name;
  return typeof name === 'string' ? name.trim().slice(0, 120) : '';
}
