/** The open canvas for components: hooks that re-render for what they read, and nothing else. */
import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { Preview, Run, Step } from '@/api/types';
import type { CanvasEdge, CanvasNode } from '@/core/canvas';
import type { NodeSpec } from '@/core/spec';
import type { Json } from '@/core/values';
import type { May } from '@/sync/caller';
import type { Other } from '@/sync/presence';
import { currentStep, type RunsState, shownStep, stepsOf } from '@/sync/run-store';
import type { SaveState } from '@/sync/save-state';
import type { CanvasSession, Notice } from '@/sync/session';

export const SessionContext = createContext<CanvasSession | null>(null);

/** The open canvas. Throws outside of one. */
export function useSession(): CanvasSession {
  const session = useContext(SessionContext);
  if (!session) throw new Error('No canvas is open here');
  return session;
}

/** A node as it is now; re-renders when this node changes. */
export function useNode(id: string): CanvasNode | undefined {
  const { document } = useSession();
  const watch = useCallback(
    (listener: () => void) => document.watchNode(id, listener),
    [document, id],
  );
  return useSyncExternalStore(watch, () => document.node(id));
}

/** A node's parameters; the same object while only its place changes. */
export function useNodeParameters(id: string): Readonly<Record<string, Json>> | undefined {
  const { document } = useSession();
  const watch = useCallback(
    (listener: () => void) => document.watchNode(id, listener),
    [document, id],
  );
  return useSyncExternalStore(watch, () => document.node(id)?.parameters);
}

/** The declaration of a node's kind; re-renders when it comes to be known. */
export function useKind(id: string): NodeSpec | undefined {
  const session = useSession();
  const { document } = session;
  const watch = useCallback(
    (listener: () => void) => {
      const leave = [document.watchNode(id, listener), session.watchKinds(listener)];
      return () => {
        for (const one of leave) one();
      };
    },
    [document, id, session],
  );
  return useSyncExternalStore(watch, () => {
    const kind = document.node(id)?.kind;
    return kind === undefined ? undefined : session.kinds.get(kind);
  });
}

/** Ids of all nodes; changes only when one comes or goes. */
export function useNodeIds(): readonly string[] {
  const { document } = useSession();
  const watch = useCallback((listener: () => void) => document.watch(listener), [document]);
  return useSyncExternalStore(watch, () => document.ids);
}

export function useEdges(): readonly CanvasEdge[] {
  const { document } = useSession();
  const watch = useCallback((listener: () => void) => document.watch(listener), [document]);
  return useSyncExternalStore(watch, () => document.edges);
}

export function useCanvasName(): string {
  const { document } = useSession();
  const watch = useCallback((listener: () => void) => document.watch(listener), [document]);
  return useSyncExternalStore(watch, () => document.name);
}

export function useHistory(): { canUndo: boolean; canRedo: boolean } {
  const { document } = useSession();
  const watch = useCallback((listener: () => void) => document.watchHistory(listener), [document]);
  const canUndo = useSyncExternalStore(watch, () => document.canUndo);
  const canRedo = useSyncExternalStore(watch, () => document.canRedo);
  return { canUndo, canRedo };
}

export function useSaveState(): SaveState {
  const session = useSession();
  const watch = useCallback((listener: () => void) => session.watch(listener), [session]);
  return useSyncExternalStore(watch, () => session.saveState);
}

/** What this person may do with the open canvas. */
export function useMay(): May {
  const session = useSession();
  const watch = useCallback((listener: () => void) => session.watch(listener), [session]);
  return useSyncExternalStore(watch, () => session.may);
}

export function useIsLoaded(): boolean {
  const session = useSession();
  const watch = useCallback((listener: () => void) => session.watch(listener), [session]);
  return useSyncExternalStore(watch, () => session.isLoaded);
}

export function useNotices(): readonly Notice[] {
  const session = useSession();
  const watch = useCallback((listener: () => void) => session.watch(listener), [session]);
  return useSyncExternalStore(watch, () => session.notices);
}

export function useOthers(): readonly Other[] {
  const { presence } = useSession();
  const watch = useCallback((listener: () => void) => presence.watch(listener), [presence]);
  return useSyncExternalStore(watch, () => presence.others);
}

/** Read from what runs; re-renders when the selected value changes. */
export function useRuns<Selected>(select: (state: RunsState) => Selected): Selected {
  return useStore(useSession().runs, select);
}

/** Steps of a node, newest first. */
export const useNodeSteps = (id: string): readonly Step[] => useRuns((state) => stepsOf(state, id));

/** What the node does now, or did last. */
export const useCurrentStep = (id: string): Step | null =>
  useRuns((state) => currentStep(state, id));

/** The step whose result a node shows. */
export const useShownStep = (id: string): Step | null => useRuns((state) => shownStep(state, id));

export const useIsStale = (id: string): boolean => useRuns((state) => state.stale.has(id));
export const usePlan = (): Preview | null => useRuns((state) => state.plan);
export const useRunList = (): readonly Run[] => useRuns((state) => state.runs);
