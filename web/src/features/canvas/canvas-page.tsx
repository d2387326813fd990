/** The page of one canvas: opens it, and puts canvas, bars and panels together. */
import { ReactFlowProvider, useReactFlow, useStoreApi } from '@xyflow/react';
import {
  type DragEvent,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useMemo,
  useRef,
} from 'react';
import { useCanvasSlots } from '@/sync/slots';
import { SessionContext, useIsLoaded, useMay, useNodeIds, useSession } from '@/sync/use-session';
import { CanvasActions } from './actions';
import { ActionsContext, useActions } from './actions-context';
import { addAssets } from './add-assets';
import { Canvas } from './canvas';
import styles from './canvas-page.module.css';
import {
  CanvasStoreContext,
  createCanvasStore,
  useCanvasState,
  useCanvasStore,
} from './canvas-state';
import { CanvasMenu } from './context-menu';
import { EmptyCanvas } from './empty-canvas';
import { GraphList } from './graph-list';
import { MinimapPanel } from './minimap-panel';
import { Notices } from './notices';
import { OpeningCanvas } from './opening-canvas';
import { Panels } from './panels';
import { RefusalNote } from './refusal-note';
import { RepairLayer } from './repair-layer';
import { SceneFeed } from './scene-feed';
import { ToolColumn } from './tool-column';
import { TopBar } from './top-bar';
import { take, useClipboard } from './use-clipboard';
import { useKeys } from './use-keys';
import { useOpenSession } from './use-open-session';
import { type Pointer, usePointer } from './use-pointer';
import { coveredBy, useReveal } from './use-reveal';
import { makeViewControl } from './view-control';
import { ZoomControl } from './zoom-control';

export function CanvasPage({ id }: { id: string }): ReactNode {
  const opening = useOpenSession(id);
  if (opening.session === null) return <OpeningCanvas problem={opening.problem} />;
  return (
    <SessionContext value={opening.session}>
      <ReactFlowProvider key={opening.session.tab}>
        <Studio />
      </ReactFlowProvider>
    </SessionContext>
  );
}

function Studio(): ReactNode {
  const session = useSession();
  const flow = useReactFlow();
  const flowStore = useStoreApi();
  const pointer = usePointer();
  const store = useMemo(() => createCanvasStore(), []);
  const feed = useMemo(() => new SceneFeed(session, store), [session, store]);
  const actions = useMemo(
    () =>
      new CanvasActions(
        session,
        store,
        makeViewControl(flow, flowStore, feed.scene, pointer, () => coveredBy(store)),
      ),
    [session, store, flow, flowStore, feed, pointer],
  );
  return (
    <CanvasStoreContext value={store}>
      <ActionsContext value={actions}>
        <Stage feed={feed} pointer={pointer} />
      </ActionsContext>
    </CanvasStoreContext>
  );
}

/** The canvas with everything that lies on it. */
function Stage({ feed, pointer }: { feed: SceneFeed; pointer: Pointer }): ReactNode {
  const actions = useActions();
  useKeys(actions);
  useClipboard(actions, actions.view.pointer);
  usePresence(actions);
  useReveal(actions);
  useMarkedPage();
  useFirstView(actions);
  const drop = useDrop(actions);
  const onPointerMove = (event: PointerEvent): void => {
    pointer.move({ x: event.clientX, y: event.clientY });
    const { x, y } = actions.view.pointer();
    actions.session.presence.show({ cursor: { x: Math.round(x), y: Math.round(y) } });
  };
  const onPointerLeave = (): void => {
    pointer.move(null);
    actions.session.presence.show({ cursor: null });
  };
  return (
    <main className={styles.page}>
      <GraphList />
      <CanvasMenu scene={feed.scene}>
        <div
          role="application"
          className={styles.stage}
          data-canvas-stage=""
          aria-label="Canvas"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the canvas is one stop of the keyboard; Tab walks its nodes
          tabIndex={0}
          onPointerMove={onPointerMove}
          onPointerLeave={onPointerLeave}
          {...drop}
        >
          <Canvas feed={feed} />
        </div>
      </CanvasMenu>
      <EmptyCanvas />
      <TopBar />
      <ToolColumn />
      <MinimapPanel scene={feed.scene} />
      <ZoomControl />
      <Slots />
      <RefusalNote />
      <RepairLayer />
      <Panels />
      <Notices />
    </main>
  );
}

/** What other features put beside the canvas. */
function Slots(): ReactNode {
  const { inspector: Inspector, runs: Runs, assets: Assets, ended: Ended } = useCanvasSlots();
  const actions = useActions();
  const store = useCanvasStore();
  const nodes = useCanvasState((state) => state.nodes);
  const isRunsOpen = useCanvasState((state) => state.isRunsOpen);
  const isInspectorOpen = useCanvasState((state) => state.isInspectorOpen);
  const isAssetsOpen = useCanvasState((state) => state.isAssetsOpen);
  const selection = useMemo(() => [...nodes], [nodes]);
  return (
    <>
      {Ended && <Ended />}
      {Inspector && isInspectorOpen && selection.length > 0 ? (
        <aside className={styles.inspector} aria-label="Inspector">
          <Inspector
            selection={selection}
            onClose={() => store.setState({ isInspectorOpen: false })}
          />
        </aside>
      ) : null}
      {Assets && isAssetsOpen ? (
        <aside className={styles.assets} aria-label="Assets">
          <Assets
            onPlace={(assets) => addAssets(actions, assets, actions.view.middle())}
            onClose={() => store.setState({ isAssetsOpen: false })}
          />
        </aside>
      ) : null}
      {Runs ? (
        <section className={styles.runs} aria-label="Runs">
          <Runs
            open={isRunsOpen}
            onOpenChange={(open) => store.setState({ isRunsOpen: open })}
            onShowNode={(id) => actions.show(id)}
          />
        </section>
      ) : null}
    </>
  );
}

/** Tell the page's style what this person may do: what is for others is left out (`ui/base.css`). */
function useMarkedPage(): void {
  const may = useMay();
  useEffect(() => {
    const { dataset } = document.documentElement;
    dataset.may = Object.entries(may)
      .flatMap(([name, is]) => (is ? name : []))
      .join(' ');
    return () => {
      delete dataset.may;
    };
  }, [may]);
}

/** Files and text dropped on the canvas, where they were dropped. */
function useDrop(actions: CanvasActions) {
  return useMemo(() => {
    const mark = (event: DragEvent<HTMLElement>, on: boolean): void => {
      if (on) event.currentTarget.dataset.dropping = '';
      else delete event.currentTarget.dataset.dropping;
    };
    return {
      onDragOver: (event: DragEvent<HTMLElement>) => {
        event.preventDefault();
        mark(event, true);
      },
      onDragLeave: (event: DragEvent<HTMLElement>) => mark(event, false),
      onDrop: (event: DragEvent<HTMLElement>) => {
        event.preventDefault();
        mark(event, false);
        const at = actions.view.toCanvas({ x: event.clientX, y: event.clientY });
        void take(actions, event.dataTransfer, at);
      },
    };
  }, [actions]);
}

/** Others see what is selected here. */
function usePresence({ store, session }: CanvasActions): void {
  useEffect(
    () =>
      store.subscribe((now, before) => {
        if (now.nodes === before.nodes) return;
        session.presence.show({ selection: [...now.nodes].slice(0, 50) });
      }),
    [store, session],
  );
}

/** Once the canvas is there: show it all; start from the sentence that came with the address. */
function useFirstView(actions: CanvasActions): void {
  const isLoaded = useIsLoaded();
  const isEmpty = useNodeIds().length === 0;
  const isDone = useRef(false);
  useEffect(() => {
    if (isDone.current || !isLoaded) return;
    isDone.current = true;
    const address = new URL(window.location.href);
    const sentence = address.searchParams.get('sentence');
    if (!isEmpty) {
      requestAnimationFrame(() => actions.view.fit(null));
    } else if (sentence && actions.session.may.run) {
      // Not again after a reload.
      address.searchParams.delete('sentence');
      window.history.replaceState(null, '', address);
      void actions.makeFromSentence(sentence, 'image');
    }
  }, [isLoaded, isEmpty, actions]);
}
