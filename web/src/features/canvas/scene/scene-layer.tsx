/** Puts the painted layer under React Flow's nodes; render it as a child of `ReactFlow`. */

import { type CSSProperties, type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import type { Camera } from './camera';
import { Layer } from './layer';
import type { Scene } from './scene';
import type { SceneTheme } from './theme';

export interface SceneLayerProps {
  scene: Scene;
  camera: Camera;
  theme: SceneTheme;
  /** Nodes that are in the DOM and stay there: `hidden` of `useSceneWindow`. */
  mounted: ReadonlySet<string>;
  onPresented(mounted: ReadonlySet<string>): void;
  /** Called with the layer once it is there, and with nothing when it goes: for `lift`, `move` and `drop`. */
  onReady?(layer: Layer | undefined): void;
}

const BEHIND: CSSProperties = {
  position: 'absolute',
  inset: 0,
  overflow: 'hidden',
  pointerEvents: 'none',
  zIndex: 0,
};
const SHEET: CSSProperties = {
  position: 'absolute',
  left: 0,
  top: 0,
  transformOrigin: '0 0',
  willChange: 'transform',
  display: 'none',
};

export function SceneLayer(props: SceneLayerProps): ReactNode {
  const { scene, camera, theme, mounted } = props;
  const picture = useRef<HTMLCanvasElement>(null);
  const lifted = useRef<HTMLCanvasElement>(null);
  const layer = useRef<Layer | undefined>(undefined);
  const latest = useRef(props);
  latest.current = props;

  useLayoutEffect(() => {
    if (picture.current === null || lifted.current === null) {
      return;
    }
    const made = new Layer({
      scene,
      camera,
      theme: latest.current.theme,
      picture: picture.current,
      lifted: lifted.current,
      presented: (shown) => latest.current.onPresented(shown),
    });
    made.setMounted(latest.current.mounted);
    layer.current = made;
    latest.current.onReady?.(made);
    return () => {
      made.close();
      layer.current = undefined;
      latest.current.onReady?.(undefined);
    };
  }, [scene, camera]);
  useLayoutEffect(() => layer.current?.setMounted(mounted), [mounted]);
  useEffect(() => layer.current?.setTheme(theme), [theme]);

  return (
    <div style={BEHIND} aria-hidden="true">
      <canvas ref={picture} style={SHEET} />
      <canvas ref={lifted} style={SHEET} />
    </div>
  );
}
