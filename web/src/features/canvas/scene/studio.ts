/** The painting side: a copy of the scene and a canvas, in a worker or, where there is none, in the page. */

import { type Absent, drawPicture } from './draw';
import { type Context2d, Pen } from './pen';
import type { FromStudio, ToStudio } from './protocol';
import type { Picture } from './repaint';
import { Scene } from './scene';
import type { SceneTheme } from './theme';
import { Thumbnails } from './thumbnails';

/** A canvas to paint on and the way to take its picture. */
export interface Easel {
  context: Context2d;
  take(): ImageBitmap | Promise<ImageBitmap>;
}

const TOGETHER_MS = 60;

export class Studio {
  readonly #scene = new Scene();
  readonly #easel: Easel;
  readonly #answer: (message: FromStudio) => void;
  readonly #thumbnails = new Thumbnails(() => this.#announce());
  #absent: Absent = { mounted: new Set(), lifted: new Set() };
  #pen: Pen | undefined;
  #announced: ReturnType<typeof setTimeout> | undefined;

  constructor(easel: Easel, answer: (message: FromStudio) => void) {
    this.#easel = easel;
    this.#answer = answer;
  }

  async receive(message: ToStudio): Promise<void> {
    switch (message.kind) {
      case 'theme':
        this.#pen = new Pen(this.#easel.context, message.theme, this.#thumbnails);
        await this.#loadFont(message.theme);
        break;
      case 'scene':
        this.#scene.apply(message.changes);
        break;
      case 'absent':
        this.#absent = { mounted: new Set(message.mounted), lifted: new Set(message.lifted) };
        break;
      case 'paint':
        await this.#paint(message.picture);
        break;
    }
  }

  async #paint(picture: Picture): Promise<void> {
    if (this.#pen === undefined) {
      return;
    }
    const { canvas } = this.#easel.context;
    const scale = picture.zoom * picture.density;
    resize(canvas, Math.ceil(picture.rect.width * scale), Math.ceil(picture.rect.height * scale));
    this.#thumbnails.beginPicture();
    drawPicture(this.#pen, this.#scene, picture, this.#absent);
    this.#thumbnails.loadWanted();
    this.#answer({ kind: 'picture', picture, bitmap: await this.#easel.take() });
  }

  /** Thumbnails come in bursts; one new picture shows several. */
  #announce(): void {
    this.#announced ??= setTimeout(() => {
      this.#announced = undefined;
      this.#answer({ kind: 'fresh' });
    }, TOGETHER_MS);
  }

  /** A worker has none of the page's fonts; without the address the system's font paints. */
  async #loadFont({ fontFamily, fontUrl }: SceneTheme): Promise<void> {
    const fonts = workerFonts();
    if (fontUrl === undefined || fonts === undefined) {
      return;
    }
    const family = fontFamily.split(',')[0]?.replaceAll(/['"]/g, '').trim() ?? fontFamily;
    const face = new FontFace(family, `url("${fontUrl}")`, { weight: '100 900' });
    try {
      fonts.add(await face.load());
    } catch {
      return;
    }
    this.#pen?.remeasure();
    this.#answer({ kind: 'fresh' });
  }
}

function workerFonts(): FontFaceSet | undefined {
  return 'document' in globalThis ? undefined : (globalThis as { fonts?: FontFaceSet }).fonts;
}

function resize(canvas: HTMLCanvasElement | OffscreenCanvas, width: number, height: number): void {
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = Math.max(1, width);
    canvas.height = Math.max(1, height);
  }
}

/** An easel that works in a worker, and in pages that have OffscreenCanvas; nothing where it is missing. */
export function offscreenEasel(): Easel | undefined {
  if (typeof OffscreenCanvas === 'undefined') {
    return undefined;
  }
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d');
  return context === null ? undefined : { context, take: () => canvas.transferToImageBitmap() };
}
