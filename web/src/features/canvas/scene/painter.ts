/** The page's side of the studio: starts it when first needed, keeps its copy of the scene equal, asks for pictures. */

import type { FromStudio, ToStudio } from './protocol';
import type { Picture } from './repaint';
import type { Scene, SceneChanges } from './scene';
import { type Easel, offscreenEasel, Studio } from './studio';
import type { SceneTheme } from './theme';

export interface PainterEvents {
  picture(picture: Picture, bitmap: ImageBitmap): void;
  fresh(): void;
}

interface Line {
  send(message: ToStudio): void;
  close(): void;
}

export class Painter {
  readonly #line: Line;
  readonly #leave: () => void;

  constructor(scene: Scene, theme: SceneTheme, events: PainterEvents) {
    const hear = (message: FromStudio): void => {
      if (message.kind === 'picture') {
        events.picture(message.picture, message.bitmap);
      } else {
        events.fresh();
      }
    };
    this.#line = canPaintInWorker() ? workerLine(hear) : pageLine(hear);
    this.#line.send({ kind: 'scene', changes: scene.all() });
    this.#line.send({ kind: 'theme', theme });
    this.#leave = scene.subscribe((changes: SceneChanges) =>
      this.#line.send({ kind: 'scene', changes }),
    );
  }

  setTheme(theme: SceneTheme): void {
    this.#line.send({ kind: 'theme', theme });
  }

  setAbsent(mounted: ReadonlySet<string>, lifted: ReadonlySet<string>): void {
    this.#line.send({ kind: 'absent', mounted: [...mounted], lifted: [...lifted] });
  }

  paint(picture: Picture): void {
    this.#line.send({ kind: 'paint', picture });
  }

  close(): void {
    this.#leave();
    this.#line.close();
  }
}

function canPaintInWorker(): boolean {
  return typeof Worker !== 'undefined' && typeof OffscreenCanvas !== 'undefined';
}

/** A worker that cannot start is replaced by painting in the page, from the messages it never answered. */
function workerLine(hear: (message: FromStudio) => void): Line {
  const worker = new Worker(new URL('./painter-worker.ts', import.meta.url), { type: 'module' });
  let sent: ToStudio[] | undefined = [];
  let inPage: Line | undefined;
  worker.addEventListener('message', (event: MessageEvent<FromStudio>) => {
    sent = undefined;
    hear(event.data);
  });
  worker.addEventListener('error', () => {
    if (sent !== undefined && inPage === undefined) {
      inPage = pageLine(hear);
      sent.forEach(inPage.send);
      sent = undefined;
    }
  });
  return {
    send(message) {
      sent?.push(message);
      (inPage ?? { send: (one: ToStudio) => worker.postMessage(one) }).send(message);
    },
    close() {
      inPage?.close();
      worker.terminate();
    },
  };
}

function pageLine(hear: (message: FromStudio) => void): Line {
  const easel = offscreenEasel() ?? pageEasel();
  const studio = easel === undefined ? undefined : new Studio(easel, hear);
  return {
    send: (message) => void studio?.receive(message),
    close: () => undefined,
  };
}

function pageEasel(): Easel | undefined {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  return context === null ? undefined : { context, take: () => createImageBitmap(canvas) };
}
