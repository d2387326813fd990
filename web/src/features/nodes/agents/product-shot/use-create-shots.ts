/** Puts image nodes of shots on the canvas, shows them, and says what running them costs. */
import type { CanvasNode } from '@/core/canvas';
import { priceOf } from '@/core/models';
import { formatMoney } from '@/core/money';
import { newNode } from '@/core/new-node';
import { usedCard } from '@/core/ports';
import type { Shot } from '@/core/product-shot';
import { type Creation, createShots } from '@/core/product-shot-nodes';
import { heightFor } from '@/sync/hold-asset';
import type { CanvasSession } from '@/sync/session';
import type { NodeBodyProps } from '@/sync/slots';
import { useSession } from '@/sync/use-session';
import { toast } from '@/ui/toasts';
import { fieldsOf, readValues } from '../../form/fields';
import { mediaKind } from '../../results/result-actions';
import { count } from '../../words';
import type { OwnMedia } from '../media/use-own-media';

/** One step to undo. */
export function useCreateShots(
  id: string,
  picture: OwnMedia,
  onShow: NodeBodyProps['onShow'],
): (shots: readonly Shot[]) => void {
  const session = useSession();
  return (shots) => {
    const { document, kinds, catalog } = session;
    const around = { graph: document.graph, kinds, models: catalog };
    const made = createShots(around, id, shots, heldPicture(session, picture));
    if (!made) return;
    document.add(made.nodes, made.edges);
    onShow(
      made.makers,
      made.nodes.map((node) => node.id),
    );
    say(session, made);
  };
}

function say(session: CanvasSession, { makers, nodes, edges }: Creation): void {
  const wired = new Set(edges.map((edge) => edge.input));
  const prices = nodes
    .filter((node) => makers.includes(node.id))
    .map((node) => priceOfNode(session, node, wired));
  const price = prices.reduce((sum, one) => (sum === null || one === null ? null : sum + one), 0);
  const words = price === null ? 'Nobody has said what running them costs.' : '';
  toast(`${count(makers.length, 'image node')} made`, {
    words,
    action: {
      title: price === null ? 'Run' : `Run ${formatMoney(price)}`,
      onSelect: () => void session.run('node', makers),
    },
  });
}

/** Micro-dollars; none if nobody has said it. */
function priceOfNode(
  { catalog, kinds }: CanvasSession,
  node: CanvasNode,
  wired: ReadonlySet<string>,
): number | null {
  const kind = kinds.get(node.kind);
  const card = kind ? usedCard(catalog, kind, node.parameters, wired) : null;
  if (!kind || !card || card.price === null) return null;
  return priceOf(card, readValues(fieldsOf(kind, card), node.parameters), 1);
}

/** A media node of the picture that the product's own node holds. */
function heldPicture(session: CanvasSession, { edge, asset, record }: OwnMedia): CanvasNode | null {
  const media = mediaKind(session);
  if (edge || !asset || !media) return null;
  const { width } = media.kind;
  const height = record ? heightFor(record, width) : media.kind.height;
  return newNode(media.kind, { x: 0, y: 0 }, media.holding(asset, 'image'), { width, height });
}
