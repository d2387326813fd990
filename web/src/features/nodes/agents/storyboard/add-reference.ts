/** Brings a picture to a storyboard: a node of its own at the left, wired to it. */
import { boxesIn, boxOf } from '@/core/free-place';
import { newNode } from '@/core/new-node';
import { slide } from '@/core/storyboard-layout';
import type { CanvasSession } from '@/sync/session';
import { toast } from '@/ui/toasts';
import { mediaKind } from '../../results/result-actions';
import { REFERENCE } from './use-pictures';

const GAP = 120;
const PARAMETER = 'asset';

/** One step to undo. */
export function addReference(session: CanvasSession, id: string, file: File): void {
  const { document, kinds, uploads } = session;
  const { graph } = document;
  const media = mediaKind(session)?.kind;
  const node = graph.nodes.get(id);
  const output = media?.outputs[0];
  if (!media || !node || !output) return;
  if (file.type !== '' && !file.type.startsWith('image/')) {
    toast(`${file.name} is not a picture`, { words: 'Choose another file.', tone: 'error' });
    return;
  }
  const box = boxOf(graph, kinds, node);
  const { width, height } = media;
  const beside = { x: box.x - width - GAP, y: box.y };
  // One below the other.
  const at = slide(beside, { width, height }, boxesIn(graph, kinds), 'y');
  const picture = {
    ...newNode(media, at, {}),
    name: file.name.replace(/\.[^.]*$/, '').slice(0, 60),
  };
  document.step(() => {
    document.add([picture]);
    document.connect({ source: picture.id, output: output.name, target: id, input: REFERENCE });
  });
  void uploads.start({ node: picture.id, kind: media, parameter: PARAMETER }, file);
}
