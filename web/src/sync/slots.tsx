/**
 * What the canvas leaves open for others to fill: node bodies, the inspector, the runs drawer.
 *
 * A feature never imports another feature: `app` fills the slots, the canvas mounts what is there.
 */
import { type ComponentType, createContext, useContext } from 'react';
import type { DraggedAsset } from '@/core/asset-drag';
import type { NodeSpec } from '@/core/spec';

/**
 * What the body of a node card gets. The card around it (title, ports, outline, status line,
 * resizing) is the canvas's; the body fills the card edge to edge.
 *
 * Everything that changes is read with the hooks of `@/sync/use-session`: `useNode(id)`,
 * `useNodeSteps(id)`, and written with `useSession().document`.
 */
export type NodeBodyProps = {
  readonly id: string;
  readonly kind: NodeSpec;
  /** The node is selected, alone or with others. */
  readonly selected: boolean;
  /** The node was asked to be edited (Enter, double click): focus the main field. */
  readonly editing: boolean;
  /** Drawn small (far out): no controls, only the result or the text. */
  readonly compact: boolean;
  /**
   * Select nodes and bring them into view: what the body has just made on the canvas. `around`: what
   * else is to be seen, such as their group.
   */
  readonly onShow: (ids: readonly string[], around?: readonly string[]) => void;
};

/** The inspector of the selection; shown at the right, in a column of 320 px. */
export type InspectorProps = {
  readonly selection: readonly string[];
  readonly onClose: () => void;
};

/** The runs drawer over the lower edge: closed by default, a line of progress while it runs. */
export type RunsDrawerProps = {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** Show and select a node on the canvas. */
  readonly onShowNode: (id: string) => void;
};

/** The library beside the canvas; its assets are also dragged onto it (`@/core/asset-drag`). */
export type AssetsPanelProps = {
  readonly onPlace: (assets: readonly DraggedAsset[]) => void;
  readonly onClose: () => void;
};

/** Edits one parameter of a node over the whole page: a mask that is painted, a part that is cut out. */
export type EditorProps = {
  readonly node: string;
  readonly kind: NodeSpec;
  readonly parameter: string;
  readonly onClose: () => void;
};

export type CanvasSlots = {
  /** By node kind; a kind without one gets `body`. */
  readonly bodies: Readonly<Record<string, ComponentType<NodeBodyProps>>>;
  readonly body?: ComponentType<NodeBodyProps>;
  /** Kinds without a frame around their body. */
  readonly bare?: ReadonlySet<string>;
  readonly inspector?: ComponentType<InspectorProps>;
  readonly runs?: ComponentType<RunsDrawerProps>;
  readonly assets?: ComponentType<AssetsPanelProps>;
  /** The button that shares this canvas. */
  readonly share?: ComponentType;
  /** Shown over the canvas once the server does not know this browser any more. */
  readonly ended?: ComponentType;
  /** By control; they may be lazy, whoever opens one waits for it. */
  readonly editors?: { readonly [control in 'mask' | 'crop']?: ComponentType<EditorProps> };
};

export const CanvasSlotsContext = createContext<CanvasSlots>({ bodies: {} });

export const useCanvasSlots = (): CanvasSlots => useContext(CanvasSlotsContext);
