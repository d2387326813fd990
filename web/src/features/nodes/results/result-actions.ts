/** What can be done with a result: download it, copy its words, go on from it. */
import { ApiProblem } from '@/api/problem';
import type { Asset } from '@/api/types';
import type { CanvasNode } from '@/core/canvas';
import { encodeClip } from '@/core/clipboard';
import { firstFittingInput } from '@/core/connect';
import { placeFree, type Rect } from '@/core/layout';
import { newNode } from '@/core/new-node';
import { GROUP, type NodeSpec } from '@/core/spec';
import type { Json, MediaType } from '@/core/values';
import { heightFor } from '@/sync/hold-asset';
import type { CanvasSession } from '@/sync/session';
import { toast } from '@/ui/toasts';
import { loadAsset } from '../assets/use-asset';
import { fieldsOf, mainText } from '../form/fields';
import { modelParameter } from '../use-node-form';
import { fileName } from '../words';
import type { MediaTake } from './takes';

const GAP = 80;

/** The words a node was given, shortened: for names and descriptions of its pictures. */
export function wordsOf(node: CanvasNode | undefined, kind: NodeSpec): string {
  const text = mainText(fieldsOf(kind, null));
  const words = text && node?.parameters[text.name];
  return (typeof words === 'string' && words.trim()) || node?.name || kind.title;
}

/** Save the file under a name that says what it shows; the server adds what made it, and when. */
export function download(
  session: CanvasSession,
  id: string,
  kind: NodeSpec,
  take: MediaTake,
): void {
  const node = session.document.node(id);
  const words = fileName(node?.name || wordsOf(node, kind));
  saveFile(session, take.value.asset, take.item > 0 ? `${words}-${take.item + 1}` : words);
}

/** Have the browser save an asset; without a name it has its own. */
export function saveFile(session: CanvasSession, asset: string, name: string): void {
  const link = document.createElement('a');
  link.href = session.api.downloadUrl(asset, name);
  link.download = '';
  link.click();
}

/** Copy the whole prompt as it was sent; the node's own words if it is not known. */
export async function copyPrompt(
  session: CanvasSession,
  id: string,
  kind: NodeSpec,
  take: MediaTake,
): Promise<void> {
  const asset = await findAsset(session, take.value.asset);
  const words = asset?.recipe?.prompt ?? wordsOf(session.document.node(id), kind);
  await copyText(words, 'Prompt copied');
}

export async function copyText(text: string, said: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast(said);
  } catch {
    toast('The browser did not let Koda copy this', {
      words: 'Allow the clipboard for this page, then try again.',
      tone: 'error',
    });
  }
}

async function findAsset(session: CanvasSession, id: string): Promise<Asset | null> {
  try {
    return await loadAsset(session.api, id);
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    return null;
  }
}

/** The kind that holds a file, and its parameters for one. */
export function mediaKind(
  session: CanvasSession,
): { kind: NodeSpec; holding: (asset: string, type: MediaType) => Record<string, Json> } | null {
  for (const kind of session.kinds.values()) {
    const output = kind.outputs.find((one) => one.parameter !== null);
    const parameter = output?.parameter;
    const schema = parameter ? kind.parameters.properties?.[parameter] : undefined;
    if (kind.runs || !parameter || schema?.['x-control'] !== 'asset') continue;
    const type = output.type_parameter;
    return {
      kind,
      holding: (asset, value) => ({ [parameter]: asset, ...(type ? { [type]: value } : {}) }),
    };
  }
  return null;
}

/** A media node of a take as copied text: dropped on a canvas it becomes that node. */
export function clipOf(session: CanvasSession, take: MediaTake, ratio: number): string | null {
  const media = mediaKind(session);
  if (!media) return null;
  const { width } = media.kind;
  const size = { width, height: Math.round(width / ratio) };
  const at = { x: 0, y: 0, ...size };
  const parameters = media.holding(take.value.asset, take.value.type);
  return encodeClip({ nodes: [newNode(media.kind, at, parameters, at)], edges: [] });
}

/** Put a media node with the take beside its node; gives its id. */
export async function keepAsMedia(
  session: CanvasSession,
  id: string,
  take: MediaTake,
): Promise<string | null> {
  const media = mediaKind(session);
  const place = boxOf(session, id);
  if (!media || !place) return null;
  const asset = await findAsset(session, take.value.asset);
  const { width } = media.kind;
  const height = asset ? heightFor(asset, width) : media.kind.height;
  const wanted = { x: place.x + place.width + GAP, y: place.y, width, height };
  const at = { ...wanted, ...placeFree(obstacles(session), wanted) };
  const node = newNode(media.kind, at, media.holding(take.value.asset, take.value.type), at);
  session.document.add([node]);
  return node.id;
}

/** Whether a kind takes what it makes: then a result can be the beginning of the next one. */
export const takesItself = (kind: NodeSpec, type: MediaType): boolean =>
  firstFittingInput(kind, [type]) !== undefined;

/** The kinds that a result of this type can go into, as they stand in the catalog. */
export const kindsTaking = (session: CanvasSession, type: MediaType): NodeSpec[] =>
  [...session.kinds.values()].filter((kind) => kind.runs && takesItself(kind, type));

/** Put a media node with the take, wired into a new node; one step to undo. */
export async function goOnFrom(
  session: CanvasSession,
  id: string,
  into: NodeSpec,
  take: MediaTake,
): Promise<void> {
  const { type } = take.value;
  const source = session.document.node(id);
  const media = mediaKind(session);
  const place = boxOf(session, id);
  if (!source || !media || !place) return;
  const asset = await findAsset(session, take.value.asset);
  const { width } = media.kind;
  const height = asset ? heightFor(asset, width) : media.kind.height;
  const first = { x: place.x + place.width + GAP, y: place.y, width, height };
  const isSame = source.kind === into.kind;
  const size = isSame ? place : into;
  const second = {
    x: first.x + width + GAP,
    y: place.y,
    width: size.width,
    height: size.height,
  };
  const whole = {
    ...first,
    width: second.x + second.width - first.x,
    height: Math.max(height, second.height),
  };
  const free = placeFree(obstacles(session), whole);
  const by = { x: free.x - whole.x, y: free.y - whole.y };
  const picture = newNode(
    media.kind,
    { x: first.x + by.x, y: first.y + by.y },
    media.holding(take.value.asset, type),
    first,
  );
  const maker = newNode(
    into,
    { x: second.x + by.x, y: second.y + by.y },
    isSame ? chosen(source, into) : {},
    second,
  );
  join(session, [picture, maker], { node: picture.id, kind: media.kind }, maker.id, into, type);
}

/** Wire a file's own node into a new node beside it; one step to undo. */
export function goOnFromMedia(
  session: CanvasSession,
  id: string,
  kind: NodeSpec,
  into: NodeSpec,
  type: MediaType,
): void {
  const place = boxOf(session, id);
  if (!place) return;
  const { width, height } = into;
  const wanted = { x: place.x + place.width + GAP, y: place.y, width, height };
  const maker = newNode(into, placeFree(obstacles(session), wanted), {});
  join(session, [maker], { node: id, kind }, maker.id, into, type);
}

/** Add nodes with a wire between two ends; one step to undo. */
function join(
  session: CanvasSession,
  nodes: CanvasNode[],
  from: { node: string; kind: NodeSpec },
  target: string,
  into: NodeSpec,
  type: MediaType,
): void {
  const output = from.kind.outputs.find((one) => one.types.includes(type));
  const input = firstFittingInput(into, [type]);
  const { document } = session;
  document.step(() => {
    document.add(nodes);
    if (!output || !input) return;
    document.connect({ source: from.node, output: output.name, target, input: input.name });
  });
}

/** Model and ratio are taken over; the words are for the person to write. */
function chosen(node: CanvasNode, kind: NodeSpec): Record<string, Json> {
  const names = [modelParameter(kind), 'aspect_ratio'];
  const entries = names.flatMap((name) => {
    const value = name === null ? undefined : node.parameters[name];
    return name === null || value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}

function boxOf(session: CanvasSession, id: string): Rect | null {
  const node = session.document.node(id);
  if (!node) return null;
  const kind = session.kinds.get(node.kind);
  const width = node.width ?? kind?.width ?? 280;
  const height = node.height ?? kind?.height ?? 160;
  return { ...session.document.absolute(id), width, height };
}

function obstacles(session: CanvasSession): Rect[] {
  const { document } = session;
  return document.ids
    .filter((id) => document.node(id)?.kind !== GROUP)
    .map((id) => boxOf(session, id))
    .filter((box) => box !== null);
}
