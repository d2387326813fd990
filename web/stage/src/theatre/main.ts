/** The stage of Theatre.js: three.js draws what `setup` of the code gives back. */

import * as THREE from 'three';
import { KnownFault } from '../code/fault';
import type { EnginePart, Player, Scene } from '../contract';
import { start } from '../page/start';
import type { Tracks } from './keys';
import { modules } from './modules';
import { sheetOf } from './sheet';
import { Shown } from './shown';
import { type TextLook, textTexture } from './text';
import { type FilmPlace, Textures } from './texture';

interface Drawing {
  draw(frame: number, seconds: number): void | Promise<void>;
}

function rendererOf({ film, root }: Scene): THREE.WebGLRenderer {
  const renderer = new THREE.WebGLRenderer({
    antialias: true,
    alpha: true,
    preserveDrawingBuffer: true, // a frame may be looked at long after it was drawn
  });
  renderer.setSize(film.width, film.height);
  renderer.toneMapping = THREE.NeutralToneMapping; // keeps the plan's colours as they are
  renderer.domElement.style.display = 'block';
  root.append(renderer.domElement);
  return renderer;
}

function overlayOf({ film, root }: Scene): HTMLDivElement {
  const overlay = document.createElement('div');
  const size = { width: `${film.width}px`, height: `${film.height}px` };
  Object.assign(overlay.style, { position: 'absolute', inset: '0', overflow: 'hidden', ...size });
  root.append(overlay);
  return overlay;
}

function playerOf(scene: Scene): Player {
  const { film } = scene;
  const seconds = film.frames / film.fps;
  const textures = new Textures(scene);
  let renderer: THREE.WebGLRenderer | null = null;
  let shown: Shown | null = null;
  let drawing: Drawing | null = null;
  return {
    mount: async (setup) => {
      renderer = rendererOf(scene);
      shown = new Shown(renderer);
      const { width, height, fps, frames } = film;
      const given = (await (setup as (stage: object) => unknown)({
        renderer,
        overlay: overlayOf(scene),
        width,
        height,
        fps,
        frames,
        seconds,
        texture: (name: string, place?: FilmPlace) => textures.texture(name, place),
        text: (words: string, look?: TextLook) => textTexture(words, look),
        sheet: (tracks: Tracks) => sheetOf(tracks, seconds),
      })) as Partial<Drawing> | undefined;
      if (typeof given?.draw !== 'function') {
        const message = 'setup(stage) must give back an object with draw(frame, seconds).';
        throw new KnownFault({ code: 'runtime', message, file: film.entry, is_sure: true });
      }
      drawing = given as Drawing;
    },
    draw: async (frame) => {
      await textures.follow(frame / film.fps);
      shown?.begin();
      await drawing?.draw(frame, frame / film.fps);
    },
    media: () => {
      const names = [...(shown?.textures() ?? [])].map((one) => textures.nameOf(one));
      return names.filter((name) => name !== undefined);
    },
    unmount: () => {
      renderer?.dispose();
      renderer?.forceContextLoss();
    },
  };
}

const engine: EnginePart = { name: 'theatre', player: playerOf, modules };

start(engine);
