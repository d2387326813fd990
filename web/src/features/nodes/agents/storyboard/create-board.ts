/** Puts a storyboard on the canvas as one change, shows it, and offers to run it with its price. */
import { ApiProblem } from '@/api/problem';
import type { Preview } from '@/api/types';
import { boxesIn, boxOf } from '@/core/free-place';
import { formatPrice } from '@/core/money';
import type { Board } from '@/core/storyboard';
import { type BoardOnCanvas, boardOnCanvas } from '@/core/storyboard-canvas';
import type { HeldPicture } from '@/core/storyboard-pictures';
import type { CanvasSession } from '@/sync/session';
import { toast } from '@/ui/toasts';
import { loadAsset } from '../../assets/use-asset';
import { count } from '../../words';
import { type Picture, picturesOf } from './use-pictures';

/** Tells whether it could. */
export async function createBoard(
  session: CanvasSession,
  id: string,
  board: Board,
  onShow: (ids: readonly string[]) => void,
): Promise<boolean> {
  const { document, kinds, catalog } = session;
  const pictures = picturesOf(session, id);
  const held = await Promise.all(
    pictures.filter(({ edge }) => edge === null).map((one) => describe(session, board, one)),
  );
  const { graph } = document;
  const node = graph.nodes.get(id);
  if (!node) return false;
  const made = boardOnCanvas(board, {
    kinds,
    models: catalog,
    sources: pictures.flatMap(({ edge, label, use }) =>
      edge ? [{ source: edge.source, output: edge.output, label, use }] : [],
    ),
    held,
    beside: boxOf(graph, kinds, outermost(graph.nodes, id) ?? node),
    occupied: boxesIn(graph, kinds),
  });
  if (!made) {
    toast('This Koda has no image or video generator', { tone: 'error' });
    return false;
  }
  document.add(made.nodes, made.edges);
  // Nothing is added to what a newer Koda wrote.
  if (!document.node(made.group)) return false;
  onShow([made.group]);
  void offerRun(session, made);
  return true;
}

/** What a held file is called in the board, and how large it is. */
async function describe(
  session: CanvasSession,
  board: Board,
  { label, use, assets: [asset = ''] }: Picture,
): Promise<HeldPicture> {
  const known = board.identities.find((one) => one.asset === asset);
  const size = await loadAsset(session.api, asset).catch((error: unknown) => {
    if (!(error instanceof ApiProblem)) throw error;
    return null;
  });
  return {
    asset,
    label: known?.label || label,
    use: known?.role || use,
    width: size?.width ?? null,
    height: size?.height ?? null,
  };
}

type Nodes = CanvasSession['document']['graph']['nodes'];

/** The group around the groups around a node; the node itself if it is in none. */
function outermost(nodes: Nodes, id: string) {
  const seen = new Set<string>();
  let at = nodes.get(id);
  while (at?.parent && !seen.has(at.id)) {
    const around = nodes.get(at.parent);
    if (!around) return at;
    seen.add(at.id);
    at = around;
  }
  return at;
}

async function offerRun(session: CanvasSession, made: BoardOnCanvas): Promise<void> {
  const targets = [...made.makers];
  const plan = await planOf(session, targets);
  const price = plan ? formatPrice(plan.price, plan.unpriced) : 'price unknown';
  const words = [
    `Run makes all of them in their order: ${price === 'Free' ? 'free' : `about ${price}`}.`,
    ...made.left,
  ].join(' ');
  toast(`${count(targets.length, 'node')} added`, {
    words,
    action: {
      title: price === 'Free' ? 'Run' : `Run ${price}`,
      onSelect: () => void session.run('node', targets),
    },
  });
}

/** None while the server is away. */
async function planOf(session: CanvasSession, targets: string[]): Promise<Preview | null> {
  try {
    await session.outbox.settled();
    return await session.api.planRun(session.id, { mode: 'node', targets });
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    return null;
  }
}
