/** Puts a prompt on the canvas: a text node beside the analysis, wired into a new generator if that is wanted. */
import type { CanvasEdge, CanvasNode, Graph } from '@/core/canvas';
import { BESIDE, boxesIn, boxOf, freePlace } from '@/core/free-place';
import { newEdgeId } from '@/core/ids';
import type { WrittenPrompt } from '@/core/motion-analysis';
import { newNode, sharedTextOf } from '@/core/new-node';
import type { Kinds, NodeSpec } from '@/core/spec';

const TEXT = 'text';
const LEAST_HEIGHT = 180;
/** Letters of a line, about, and its height. */
const LINE = 38;
const LINE_HEIGHT = 18;
const MOST_HEIGHT = 420;

/** The kind that makes pictures, or films, of words. */
export function makerOf(kinds: Kinds, medium: string): NodeSpec | null {
  const maker = kinds.get(medium === 'video' ? 'video-generator' : 'image-generator');
  return maker?.inputs.some((input) => input.types.includes('text')) ? maker : null;
}

/** None without a kind that holds text. */
export function createPrompt(
  graph: Graph,
  kinds: Kinds,
  id: string,
  prompt: WrittenPrompt,
  maker: NodeSpec | null,
): { nodes: CanvasNode[]; edges: CanvasEdge[] } | null {
  const kind = kinds.get(TEXT);
  const node = graph.nodes.get(id);
  const content = kind && sharedTextOf(kind);
  const output = kind?.outputs[0];
  if (!kind || !node || !content || !output) return null;
  const height = heightFor(prompt.prompt);
  const width = kind.width + (maker ? BESIDE + maker.width : 0);
  const beside = boxOf(graph, kinds, node);
  const wanted = {
    x: beside.x + beside.width + BESIDE,
    y: beside.y,
    width,
    height: Math.max(height, maker?.height ?? 0),
  };
  const at = freePlace(boxesIn(graph, kinds), wanted);
  const size = { width: kind.width, height };
  const text = { ...newNode(kind, at, { [content]: prompt.prompt }, size), name: prompt.title };
  if (!maker) return { nodes: [text], edges: [] };
  const made = newNode(
    maker,
    { x: at.x + kind.width + BESIDE, y: at.y },
    negativeOf(maker, prompt),
  );
  const input = maker.inputs.find((one) => one.types.includes('text'));
  if (!input) return { nodes: [text], edges: [] };
  const edge = {
    id: newEdgeId(),
    source: text.id,
    output: output.name,
    target: made.id,
    input: input.name,
    order: 0,
  };
  return { nodes: [text, made], edges: [edge] };
}

const negativeOf = (maker: NodeSpec, { negative }: WrittenPrompt): Record<string, string> =>
  negative && maker.parameters.properties?.negative_prompt ? { negative_prompt: negative } : {};

const heightFor = (words: string): number =>
  Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, Math.ceil(words.length / LINE) * LINE_HEIGHT + 40));
