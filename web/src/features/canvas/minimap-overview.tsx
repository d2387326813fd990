/** The whole canvas in a corner; press or drag on it to go there. */
import { useReactFlow } from '@xyflow/react';
import { type ReactNode, useEffect, useRef } from 'react';
import styles from './minimap-panel.module.css';
import { useFlowCamera } from './scene/flow-camera';
import { Minimap } from './scene/minimap';
import type { Scene } from './scene/scene';
import { useSceneTheme } from './use-scene-theme';

const WIDTH = 200;
const HEIGHT = 132;

export function Overview({ scene }: { scene: Scene }): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const camera = useFlowCamera();
  const theme = useSceneTheme();
  const { setCenter, getZoom } = useReactFlow();
  useEffect(() => {
    if (!canvas.current || !frame.current) return;
    const map = new Minimap({
      scene,
      camera,
      theme,
      canvas: canvas.current,
      frame: frame.current,
      onGo: ({ x, y }) => void setCenter(x, y, { zoom: getZoom() }),
    });
    return () => map.close();
  }, [scene, camera, theme, setCenter, getZoom]);
  return (
    <div className={styles.map} role="img" aria-label="Minimap">
      <canvas ref={canvas} width={WIDTH} height={HEIGHT} />
      <div ref={frame} className={styles.frame} />
    </div>
  );
}
