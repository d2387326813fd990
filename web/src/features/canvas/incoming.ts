/** What comes from outside onto the canvas: files, addresses, words, copied nodes. */
import { decodeClip } from '@/core/clipboard';
import { GRID } from '@/core/layout';
import { assetParameterOf } from '@/sync/hold-asset';
import type { CanvasActions } from './actions';
import { type Point, select } from './canvas-state';

const ACROSS = 4;
const GAP = 2 * GRID;
const ADDRESS = /^https?:\/\/\S+$/i;

/** A node at once for each file, in rows; their bytes follow. Text files become text nodes. */
export async function bringFiles(
  actions: CanvasActions,
  files: readonly File[],
  at: Point,
): Promise<void> {
  const media: File[] = [];
  for (const file of files) {
    if (!/^text\/|json$/.test(file.type)) media.push(file);
    else await bringText(actions, await file.text(), at);
  }
  const ids: string[] = [];
  for (const [index, file] of media.entries()) {
    const id = bringMedia(actions, file, cell(actions, at, index));
    if (id) ids.push(id);
  }
  if (ids.length > 1) select(actions.store, ids);
}

export async function bringText(actions: CanvasActions, text: string, at: Point): Promise<void> {
  const clip = decodeClip(text);
  const words = text.trim();
  if (clip) actions.paste(clip, at);
  else if (ADDRESS.test(words)) bringMedia(actions, words, at);
  else if (words !== '') actions.addText(text, at);
}

function cell(actions: CanvasActions, at: Point, index: number): Point {
  const spec = actions.mediaKind();
  const column = index % ACROSS;
  const row = Math.floor(index / ACROSS);
  return {
    x: at.x + column * ((spec?.width ?? 0) + GAP),
    y: at.y + row * ((spec?.height ?? 0) + GAP),
  };
}

function bringMedia(actions: CanvasActions, what: File | string, at: Point): string | null {
  const spec = actions.mediaKind();
  const parameter = spec && assetParameterOf(spec);
  if (!spec || !parameter) return null;
  const { session } = actions;
  const id = actions.add(spec, at);
  void session.uploads.start({ node: id, kind: spec, parameter }, what).then((asset) => {
    const { problem } = session.uploads.state(id, parameter);
    if (asset || typeof what !== 'string' || problem?.code !== 'unsupported_type') return;
    // The address of a page, not of a file: it stays as words.
    session.document.step(() => {
      session.document.remove([id]);
      actions.addText(what, at);
    });
    session.notify('There is no picture, film or sound at this address.', 'It was kept as text.');
  });
  return id;
}
