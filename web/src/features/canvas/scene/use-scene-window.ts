/** Which nodes React Flow gets, changed a few per frame and without a gap between the DOM and the picture. */

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Camera } from './camera';
import type { Scene, SceneEdge } from './scene';
import { MountWindow, sameIds, type WindowLimits } from './window';

const REST_MS = 140;
const NONE: ReadonlySet<string> = new Set();

export interface SceneWindowOptions {
  scene: Scene;
  camera: Camera;
  /** Selected, focused, edited, hovered and running nodes. Pass the same set while nothing changes. */
  sticky: ReadonlySet<string>;
  limits?: WindowLimits;
}

/**
 * `mounted`: what React Flow should render. `hidden`: those of them that stay, which the layer may leave out.
 * A card that leaves is painted first and taken out of the DOM when its picture is on screen.
 */
export interface SceneWindow {
  mounted: ReadonlySet<string>;
  hidden: ReadonlySet<string>;
  presented(hidden: ReadonlySet<string>): void;
}

interface Shown {
  mounted: ReadonlySet<string>;
  hidden: ReadonlySet<string>;
}

export function useSceneWindow({ scene, camera, sticky, limits }: SceneWindowOptions): SceneWindow {
  const [shown, setShown] = useState<Shown>({ mounted: NONE, hidden: NONE });
  const stuck = useRef(sticky);
  stuck.current = sticky;
  const driver = useMemo(
    () => new Driver(scene, camera, limits, setShown),
    [scene, camera, limits],
  );
  useEffect(() => driver.start(() => stuck.current), [driver]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the set is what asks for another step
  useEffect(() => driver.soon(), [driver, sticky]);
  const presented = useCallback(
    (hidden: ReadonlySet<string>) => driver.presented(hidden),
    [driver],
  );
  return { ...shown, presented };
}

/** The edges that React Flow draws: those between two mounted nodes. @public The canvas bench draws with it. */
export function edgesBetween(scene: Scene, mounted: ReadonlySet<string>): SceneEdge[] {
  const edges: SceneEdge[] = [];
  for (const id of mounted) {
    for (const name of scene.edgesOf(id)) {
      const edge = scene.edge(name);
      if (edge !== undefined && edge.source === id && mounted.has(edge.target)) {
        edges.push(edge);
      }
    }
  }
  return edges;
}

/** Steps the window once per frame while something is to be done, and never otherwise. */
class Driver {
  readonly #window: MountWindow;
  readonly #scene: Scene;
  readonly #camera: Camera;
  readonly #show: (shown: Shown) => void;
  #sticky: () => ReadonlySet<string> = () => NONE;
  #shown: Shown = { mounted: NONE, hidden: NONE };
  #painted: ReadonlySet<string> = NONE;
  #frame = 0;
  #movedAt = Number.NEGATIVE_INFINITY;

  constructor(
    scene: Scene,
    camera: Camera,
    limits: WindowLimits | undefined,
    show: (shown: Shown) => void,
  ) {
    this.#window = new MountWindow(limits);
    this.#scene = scene;
    this.#camera = camera;
    this.#show = show;
  }

  start(sticky: () => ReadonlySet<string>): () => void {
    this.#sticky = sticky;
    const leave = [
      this.#scene.subscribe(() => this.soon()),
      this.#camera.subscribe(() => {
        this.#movedAt = performance.now();
        this.soon();
      }),
    ];
    this.soon();
    return () => {
      cancelAnimationFrame(this.#frame);
      this.#frame = 0;
      for (const one of leave) {
        one();
      }
    };
  }

  presented(hidden: ReadonlySet<string>): void {
    if (hidden !== this.#painted) {
      this.#painted = hidden;
      this.soon();
    }
  }

  soon(): void {
    if (this.#frame === 0) {
      this.#frame = requestAnimationFrame(() => {
        this.#frame = 0;
        this.#step();
      });
    }
  }

  #step(): void {
    const wanted = this.#window.step({
      scene: this.#scene,
      view: this.#camera.get(),
      sticky: this.#sticky(),
      moving: performance.now() - this.#movedAt < REST_MS,
    });
    const leaving = [...this.#shown.mounted].filter(
      (id) => !wanted.has(id) && this.#painted.has(id) && this.#scene.node(id) !== undefined,
    );
    const mounted = leaving.length === 0 ? wanted : new Set([...wanted, ...leaving]);
    if (!sameIds(mounted, this.#shown.mounted) || !sameIds(wanted, this.#shown.hidden)) {
      this.#shown = { mounted, hidden: wanted };
      this.#show(this.#shown);
    }
    if (!this.#window.settled) {
      this.soon();
    }
  }
}
