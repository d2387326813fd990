/** The bench page: `?n=1000&mode=scene|flow&theme=dark|light`; gestures and counts are on `window.bench`. */

import { createRoot } from 'react-dom/client';
import '@xyflow/react/dist/style.css';
import './bench.css';
import { canvasOf } from './canvas-of';
import { FlowCanvas } from './flow-canvas';
import { SceneCanvas } from './scene-canvas';

const asked = new URLSearchParams(location.search);
const canvas = canvasOf(Number(asked.get('n') ?? '500'));
const theme = asked.get('theme') === 'light' ? 'light' : 'dark';
document.documentElement.className = theme;
const root = document.getElementById('root');
if (root !== null) {
  const flow = asked.get('mode') === 'flow';
  createRoot(root).render(
    flow ? <FlowCanvas canvas={canvas} /> : <SceneCanvas canvas={canvas} theme={theme} />,
  );
}
