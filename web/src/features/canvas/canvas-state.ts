/** What the canvas screen knows beside the document: selection, tool, open panels, motion. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Wire } from '@/core/connect';
import type { Rect } from '@/core/layout';
import type { NodeSpec } from '@/core/spec';
import type { ValueType } from '@/core/values';

export type Tool = 'select' | 'hand' | 'cut';
export type Panel = 'keys' | 'commands' | 'search';
export type Point = { x: number; y: number };

/** An end of a node that a wire was drawn from. */
export type PortEnd = {
  node: string;
  port: string;
  side: 'input' | 'output';
  types: readonly ValueType[];
};

/** The picker of kinds: at a place of the screen, for a place of the canvas, for what fits a port. */
export type PickerRequest = { screen: Point; canvas: Point; from: PortEnd | null };

/** Another model for a node, and the wire that can be drawn with it. */
export type ModelOfferHere = { title: string; model: string; wire: Wire };

/** A wire that was refused: said where the pointer was. */
export type RefusalNote = {
  screen: Point;
  canvas: Point;
  reason: string;
  wire: Wire | null;
  converter: NodeSpec | null;
  /** Models that would take it. */
  offers: readonly ModelOfferHere[];
};

/** Wires at an input that takes nothing: what to do was asked beside this place of the window. */
export type RepairRequest = {
  node: string;
  input: string;
  at: { x: number; y: number; width: number; height: number };
  byKeyboard: boolean;
  returnTo: Element;
};

export type CanvasState = {
  readonly tool: Tool;
  readonly nodes: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
  readonly editing: string | null;
  readonly hovered: string | null;
  /** Where dragged or resized nodes are now, absolute; the document gets it at the end. */
  readonly moving: ReadonlyMap<string, Rect>;
  readonly picker: PickerRequest | null;
  readonly refusal: RefusalNote | null;
  readonly repair: RepairRequest | null;
  readonly panel: Panel | null;
  readonly isSnapping: boolean;
  readonly isMinimapOpen: boolean;
  readonly isRunsOpen: boolean;
  readonly isInspectorOpen: boolean;
  readonly isAssetsOpen: boolean;
};

export type CanvasStore = StoreApi<CanvasState>;

const NONE: ReadonlySet<string> = new Set();
export const NOT_MOVING: ReadonlyMap<string, Rect> = new Map();

export function createCanvasStore(): CanvasStore {
  return createStore<CanvasState>(() => ({
    tool: 'select',
    nodes: NONE,
    edges: NONE,
    editing: null,
    hovered: null,
    moving: NOT_MOVING,
    picker: null,
    refusal: null,
    repair: null,
    panel: null,
    isSnapping: true,
    isMinimapOpen: false,
    isRunsOpen: false,
    isInspectorOpen: true,
    isAssetsOpen: false,
  }));
}

/** Select exactly these; nothing changes if they are selected already. */
export function select(
  store: CanvasStore,
  nodes: Iterable<string>,
  edges: Iterable<string> = [],
): void {
  const now = store.getState();
  const next = { nodes: new Set(nodes), edges: new Set(edges) };
  if (isSame(now.nodes, next.nodes) && isSame(now.edges, next.edges)) return;
  const editing = now.editing !== null && next.nodes.has(now.editing) ? now.editing : null;
  store.setState({ ...next, editing });
}

function isSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((id) => other.has(id));
}

export const CanvasStoreContext = createContext<CanvasStore | null>(null);

export function useCanvasStore(): CanvasStore {
  const store = useContext(CanvasStoreContext);
  if (!store) throw new Error('No canvas is shown here');
  return store;
}

export function useCanvasState<Selected>(pick: (state: CanvasState) => Selected): Selected {
  return useStore(useCanvasStore(), pick);
}
