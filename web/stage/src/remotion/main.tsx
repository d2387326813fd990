/** The stage of Remotion: React and Remotion's hooks, without Remotion's own renderer. */

import * as paths from '@remotion/paths';
import type { ComponentType } from 'react';
import * as React from 'react';
import * as jsx from 'react/jsx-runtime';
import { flushSync } from 'react-dom';
import { createRoot, type Root } from 'react-dom/client';
import * as remotion from 'remotion';
import { importable } from '../code/importable';
import type { EnginePart, Player, Scene } from '../contract';
import { start } from '../page/start';
import { Clip } from './clip';
import { Composition } from './contexts';
import { standIns } from './stand-ins';

/** Of Remotion these have no sense within one frame of one film. */
const ABSENT = [
  'Composition',
  'Still',
  'Folder',
  'registerRoot',
  'IFrame',
  'prefetch',
  'Internals',
];

function playerOf(scene: Scene): Player {
  let main: ComponentType | null = null;
  let root: Root | null = null;
  let failure: { error: unknown } | null = null;
  const caught = (error: unknown) => {
    failure ??= { error };
  };
  const unmount = () => {
    const old = root;
    root = null;
    if (old) flushSync(() => old.unmount());
  };
  return {
    extras: { Clip },
    mount: async (component) => {
      main = component as ComponentType;
    },
    draw: async (frame) => {
      if (!main) return;
      failure = null;
      const at = root ?? createRoot(scene.root, { onUncaughtError: caught, onCaughtError: caught });
      root = at;
      const Main = main;
      flushSync(() => {
        at.render(<Composition scene={scene} frame={frame} main={Main} caught={caught} />);
      });
      const failed = failure as { error: unknown } | null;
      if (!failed) return;
      unmount(); // the next frame starts anew: it may be a good one
      throw failed.error;
    },
    media: () => [],
    unmount,
  };
}

const engine: EnginePart = {
  name: 'remotion',
  player: playerOf,
  modules: (scene) => {
    const known = { ...remotion, ...standIns(scene) } as Record<string, unknown>;
    for (const name of ABSENT) delete known[name];
    return {
      react: importable(React),
      'react/jsx-runtime': importable(jsx),
      remotion: importable(known),
      '@remotion/paths': importable(paths),
    };
  },
};

start(engine);
