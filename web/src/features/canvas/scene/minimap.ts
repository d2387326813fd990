/** The whole canvas as a small picture with a frame around the view; press or drag on it to go there. */

import { type Camera, visibleRect } from './camera';
import { grown, type Point, type Rect } from './geometry';
import type { Scene } from './scene';
import type { SceneTheme } from './theme';

const MARGIN = 0.05;
const LEAST_DOT = 1.5;
const REPAINT_MS = 400;

export interface MinimapOptions {
  scene: Scene;
  camera: Camera;
  theme: SceneTheme;
  canvas: HTMLCanvasElement;
  /** An element above the canvas that is moved and sized as the view's frame. */
  frame: HTMLElement;
  /** Asked to bring this point of the canvas to the middle of the view. */
  onGo(point: Point): void;
}

export class Minimap {
  readonly #options: MinimapOptions;
  readonly #leave: (() => void)[];
  #theme: SceneTheme;
  #fit: Fit | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: MinimapOptions) {
    this.#options = options;
    this.#theme = options.theme;
    const { canvas, scene, camera } = options;
    const press = (event: PointerEvent): void => {
      canvas.setPointerCapture(event.pointerId);
      this.#go(event);
    };
    const drag = (event: PointerEvent): void => {
      if (canvas.hasPointerCapture(event.pointerId)) {
        this.#go(event);
      }
    };
    canvas.addEventListener('pointerdown', press);
    canvas.addEventListener('pointermove', drag);
    this.#leave = [
      scene.subscribe(() => this.#later()),
      camera.subscribe(() => this.#placeFrame()),
      () => canvas.removeEventListener('pointerdown', press),
      () => canvas.removeEventListener('pointermove', drag),
    ];
    this.paint();
  }

  setTheme(theme: SceneTheme): void {
    this.#theme = theme;
    this.paint();
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const leave of this.#leave) {
      leave();
    }
  }

  paint(): void {
    const { canvas, scene } = this.#options;
    const context = canvas.getContext('2d');
    const bounds = scene.bounds();
    if (context === null) {
      return;
    }
    context.clearRect(0, 0, canvas.width, canvas.height);
    this.#fit = bounds === undefined ? undefined : fitInto(bounds, canvas.width, canvas.height);
    const fit = this.#fit;
    if (fit !== undefined) {
      for (const node of scene.nodesIn(bounds ?? fit.rect)) {
        context.fillStyle = node.selected ? this.#theme.accent : node.color || this.#theme.line;
        const width = Math.max(LEAST_DOT, node.width * fit.scale);
        const height = Math.max(LEAST_DOT, node.height * fit.scale);
        context.fillRect(
          (node.x - fit.rect.x) * fit.scale,
          (node.y - fit.rect.y) * fit.scale,
          width,
          height,
        );
      }
    }
    this.#placeFrame();
  }

  #later(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.paint();
    }, REPAINT_MS);
  }

  #placeFrame(): void {
    const { frame, camera, canvas } = this.#options;
    const fit = this.#fit;
    frame.style.display = fit === undefined ? 'none' : 'block';
    if (fit === undefined) {
      return;
    }
    const seen = visibleRect(camera.get());
    const left = clamp((seen.x - fit.rect.x) * fit.scale, canvas.width);
    const top = clamp((seen.y - fit.rect.y) * fit.scale, canvas.height);
    const right = clamp((seen.x + seen.width - fit.rect.x) * fit.scale, canvas.width);
    const bottom = clamp((seen.y + seen.height - fit.rect.y) * fit.scale, canvas.height);
    frame.style.transform = `translate(${left}px, ${top}px)`;
    frame.style.width = `${right - left}px`;
    frame.style.height = `${bottom - top}px`;
  }

  #go(event: PointerEvent): void {
    const fit = this.#fit;
    if (fit !== undefined) {
      const x = event.offsetX / fit.scale + fit.rect.x;
      const y = event.offsetY / fit.scale + fit.rect.y;
      this.#options.onGo({ x, y });
    }
  }
}

/** `scale`: minimap pixels per canvas unit; `rect`: what the minimap shows, its ratio that of the minimap. */
export interface Fit {
  rect: Rect;
  scale: number;
}

export function fitInto(bounds: Rect, width: number, height: number): Fit {
  const all = grown(bounds, MARGIN);
  const scale = Math.min(width / Math.max(all.width, 1), height / Math.max(all.height, 1));
  const x = all.x + all.width / 2 - width / scale / 2;
  const y = all.y + all.height / 2 - height / scale / 2;
  return { rect: { x, y, width: width / scale, height: height / scale }, scale };
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}
