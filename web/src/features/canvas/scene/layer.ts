/** The painted layer on the page: moves the last picture with the camera and asks for a new one when it no longer serves. */

import type { Camera } from './camera';
import { Lifted } from './lifted';
import { Painter } from './painter';
import { outworn, type Picture, pictureFor, placement } from './repaint';
import type { Scene } from './scene';
import type { SceneTheme } from './theme';

const REST_MS = 140;

export interface LayerOptions {
  scene: Scene;
  camera: Camera;
  theme: SceneTheme;
  /** Two canvas elements above each other, both under React Flow's nodes. */
  picture: HTMLCanvasElement;
  lifted: HTMLCanvasElement;
  /** A picture is on screen that leaves out just these nodes. */
  presented(mounted: ReadonlySet<string>): void;
}

export class Layer {
  readonly #options: LayerOptions;
  readonly #lifted: Lifted;
  readonly #leave: (() => void)[];
  #theme: SceneTheme;
  #mounted: ReadonlySet<string> = new Set();
  #held: ReadonlySet<string> = new Set();
  #painter: Painter | undefined;
  #shown: Picture | undefined;
  #asked: { picture: Picture; mounted: ReadonlySet<string>; dropped: boolean } | undefined;
  #version = 0;
  /** Changes that can wait until the camera rests: a card drawn twice at one place, a thumbnail that came. */
  #late = false;
  #movedAt = Number.NEGATIVE_INFINITY;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;

  constructor(options: LayerOptions) {
    this.#options = options;
    this.#theme = options.theme;
    this.#lifted = new Lifted(options.lifted, options.scene, () => this.#soon());
    this.#leave = [
      options.camera.subscribe(() => this.#cameraMoved()),
      options.scene.subscribe(() => this.#changed()),
    ];
    this.#soon();
  }

  get moving(): boolean {
    return performance.now() - this.#movedAt < REST_MS;
  }

  /** Leave these nodes out: they are in the DOM. */
  setMounted(mounted: ReadonlySet<string>): void {
    if (mounted !== this.#mounted) {
      this.#mounted = mounted;
      this.#tellAbsent();
      this.#lateChange();
    }
  }

  setTheme(theme: SceneTheme): void {
    if (theme !== this.#theme) {
      this.#theme = theme;
      this.#painter?.setTheme(theme);
      this.#changed();
    }
  }

  /** Begin a drag: take nodes and their edges off the picture and paint them above it. */
  lift(ids: Iterable<string>): void {
    this.#held = new Set(ids);
    this.#lifted.lift(this.#held, this.#theme);
    this.#tellAbsent();
    this.#changed();
  }

  /** How far the lifted nodes have been dragged, in canvas units. */
  move(x: number, y: number): void {
    this.#lifted.move(x, y);
    this.#soon();
  }

  /** End a drag, after the scene has the nodes' new places (or not, when it was given up). */
  drop(): void {
    this.#held = new Set();
    this.#lifted.move(0, 0);
    this.#tellAbsent();
    this.#changed();
  }

  close(): void {
    for (const leave of this.#leave) {
      leave();
    }
    clearTimeout(this.#rest);
    cancelAnimationFrame(this.#frame);
    this.#painter?.close();
    this.#painter = undefined;
  }

  #cameraMoved(): void {
    this.#movedAt = performance.now();
    this.#rest ??= setTimeout(() => this.#maybeResting(), REST_MS);
    this.#place();
    this.#soon();
  }

  #maybeResting(): void {
    const left = REST_MS - (performance.now() - this.#movedAt);
    this.#rest = left > 0 ? setTimeout(() => this.#maybeResting(), left) : undefined;
    if (left <= 0) {
      this.#soon();
    }
  }

  #tellAbsent(): void {
    this.#painter?.setAbsent(this.#mounted, this.#held);
  }

  #lateChange(): void {
    this.#late = true;
    this.#soon();
  }

  #changed(): void {
    this.#version += 1;
    this.#soon();
  }

  /** Many changes within a frame ask for one picture. */
  #soon(): void {
    if (this.#frame === 0) {
      this.#frame = requestAnimationFrame(() => {
        this.#frame = 0;
        this.#update();
      });
    }
  }

  #update(): void {
    const view = this.#options.camera.get();
    if (view.width <= 0 || view.height <= 0) {
      return;
    }
    this.#lifted.paint(view, this.#mounted);
    if (this.#nothingToPaint()) {
      this.#rests();
      return;
    }
    const worn =
      this.#shown === undefined ||
      (this.#late && !this.moving) ||
      outworn(this.#shown, view, this.moving, devicePixelRatio, this.#version);
    if (worn && this.#asked === undefined) {
      this.#ask(pictureFor(view, this.moving, devicePixelRatio, this.#version));
    }
  }

  #nothingToPaint(): boolean {
    return this.#mounted.size >= this.#options.scene.nodeCount;
  }

  /** Everything is in the DOM: no picture, no worker's time. */
  #rests(): void {
    this.#shown = undefined;
    this.#options.picture.style.display = 'none';
    if (this.#held.size === 0) {
      this.#lifted.clear();
    }
    this.#options.presented(this.#mounted);
  }

  #ask(picture: Picture): void {
    this.#painter ??= this.#startPainter();
    this.#late = false;
    this.#asked = { picture, mounted: this.#mounted, dropped: this.#held.size === 0 };
    this.#painter.paint(picture);
  }

  #startPainter(): Painter {
    const painter = new Painter(this.#options.scene, this.#theme, {
      picture: (picture, bitmap) => this.#show(picture, bitmap),
      fresh: () => this.#lateChange(),
    });
    painter.setAbsent(this.#mounted, this.#held);
    return painter;
  }

  #show(picture: Picture, bitmap: ImageBitmap): void {
    const asked = this.#asked;
    this.#asked = undefined;
    const canvas = this.#options.picture;
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
    canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap);
    canvas.style.display = 'block';
    this.#shown = picture;
    this.#place();
    if (asked !== undefined) {
      if (asked.dropped && this.#held.size === 0) {
        this.#lifted.clear();
      }
      this.#options.presented(asked.mounted);
    }
    this.#soon();
  }

  #place(): void {
    if (this.#shown !== undefined) {
      this.#options.picture.style.transform = placement(this.#shown, this.#options.camera.get());
    }
  }
}
