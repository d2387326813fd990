/** A film on the page: opened, sought, looked at. */

import { faultOf, KnownFault } from '../code/fault';
import { watch } from '../code/guard';
import { loaded } from '../code/load';
import type { Answer, EnginePart, Fault, Film, Medium, Player, Scene, TextBox } from '../contract';
import { kodaModule } from '../koda/module';
import { type Clock, clock } from './clock';
import { loadFonts } from './fonts';
import { missingLetters } from './letters';
import { mediaOnShow, textBoxes } from './look';
import { forgetPictures, loadPictures } from './media';
import { holdAnimations, settled } from './settle';

/** Milliseconds of one task of the code: a person waits in the preview, slow machines render. */
const BUDGET = { preview: 5_000, render: 20_000 };

interface Open {
  scene: Scene;
  player: Player;
  clock: Clock;
}

function answer(faults: Fault[]): Answer {
  return { ok: !faults.some((fault) => fault.is_sure), faults };
}

function sceneOf(film: Film, root: HTMLElement): Scene {
  const named = new Map<string, Medium>(film.media.map((one) => [one.name, one]));
  return {
    film,
    root,
    isPlaying: false,
    waits: new Set(),
    faults: [],
    medium: (name) => {
      const found = named.get(name);
      if (found) return found;
      const message = `There is no medium '${name}'. There are: ${[...named.keys()].join(', ') || 'none'}.`;
      throw new KnownFault({ code: 'missing_media', message, is_sure: true });
    },
  };
}

export class Stage {
  private now: Open | null = null;

  constructor(
    private readonly engine: EnginePart,
    private readonly root: HTMLElement,
  ) {
    // What the code throws by itself, later: from timers and promises.
    const caught = (error: unknown) => {
      const fault = faultOf(error);
      if (fault.file) this.now?.scene.faults.push(fault);
    };
    window.addEventListener('error', (event) => caught(event.error));
    window.addEventListener('unhandledrejection', (event) => caught(event.reason));
  }

  get scene(): Scene | null {
    return this.now?.scene ?? null;
  }

  async open(film: Film): Promise<Answer> {
    this.close();
    if (film.engine !== this.engine.name) {
      const message = `This page draws ${this.engine.name}, not ${film.engine}.`;
      return answer([{ code: 'compile', message, is_sure: true }]);
    }
    this.root.style.width = `${film.width}px`;
    this.root.style.height = `${film.height}px`;
    const scene = sceneOf(film, this.root);
    try {
      await Promise.all([loadFonts(film), loadPictures(film.media)]);
      return await this.start(scene);
    } catch (error) {
      this.close();
      return answer([faultOf(error)]);
    }
  }

  private async start(scene: Scene): Promise<Answer> {
    const { film } = scene;
    const player = this.engine.player(scene);
    const time = clock();
    const modules = { koda: kodaModule(scene, player), ...this.engine.modules(scene) };
    const tick = watch(BUDGET[film.mode ?? 'render']);
    const code = loaded(film.files, film.entry, modules, time.globals, tick);
    if (code.faults.length) return answer(code.faults);
    this.now = { scene, player, clock: time };
    const { default: main } = code.run();
    if (typeof main !== 'function') {
      const message = `${film.entry} must export a function by default.`;
      throw new KnownFault({ code: 'compile', message, file: film.entry, is_sure: true });
    }
    await player.mount(main);
    return answer(scene.faults);
  }

  /** Draws a frame whole; ends also where the browser draws only when it is told to. */
  async seek(frame: number): Promise<Answer> {
    if (!this.now) {
      return answer([{ code: 'runtime', message: 'No film is open.', is_sure: true }]);
    }
    const { scene, player, clock } = this.now;
    const milliseconds = (frame / scene.film.fps) * 1_000;
    scene.faults.length = 0;
    try {
      clock.set(milliseconds);
      await player.draw(frame);
      holdAnimations(milliseconds); // before the browser draws: what has begun to run would be seen
      if (!scene.isPlaying) {
        await settled(scene, () =>
          ((window.remotion_delayRenderHandles as number[] | undefined) ?? []).map(
            () => 'delayRender',
          ),
        );
      }
      holdAnimations(milliseconds);
    } catch (error) {
      scene.faults.push(faultOf(error, frame));
    }
    return answer(scene.faults.map((fault) => ({ frame, ...fault })));
  }

  look(): { texts: TextBox[]; media: string[]; missing: string } {
    if (!this.now) return { texts: [], media: [], missing: '' };
    const { scene, player } = this.now;
    const scale = this.root.getBoundingClientRect().width / scene.film.width || 1;
    const media = new Set([...mediaOnShow(scene), ...player.media()]);
    const texts = textBoxes(this.root, scale);
    const { scenes, design } = scene.film.plan;
    // Words that are drawn into a texture are no boxes of the page: the plan has most of them.
    const words = [...texts.map(({ text }) => text), ...scenes.flatMap(({ text }) => text)];
    const font = `'${design.display_font}', '${design.body_font}', sans-serif`;
    return { texts, media: [...media].sort(), missing: missingLetters(words, font) };
  }

  close(): void {
    this.now?.player.unmount();
    this.now = null;
    forgetPictures();
    this.root.replaceChildren();
    for (const style of document.querySelectorAll('style[data-koda]')) style.remove();
  }
}
