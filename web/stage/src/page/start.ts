/** Puts a stage on the page and offers it to whoever drives it. */

import type { EnginePart, Film } from '../contract';
import { steadyLibraries } from './clock';
import { closePage } from './closed';
import { listen } from './messages';
import { Stage } from './stage';

export function start(engine: EnginePart): void {
  const root = document.getElementById('stage');
  if (!root) throw new Error('The page has no stage.');
  closePage();
  steadyLibraries();
  const stage = new Stage(engine, root);
  if (window.parent !== window) listen(stage, root);
  else {
    window.koda = {
      open: (film) => stage.open(film),
      seek: (frame) => stage.seek(frame),
      look: () => stage.look(),
    };
  }
}

declare global {
  interface Window {
    koda?: {
      open(film: Film): ReturnType<Stage['open']>;
      seek(frame: number): ReturnType<Stage['seek']>;
      look(): ReturnType<Stage['look']>;
    };
  }
}
