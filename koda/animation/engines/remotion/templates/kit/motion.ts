/** The scene's clock inside its sequence. */

import { useCurrentFrame } from 'remotion';
import { type Beat, beatOf } from './beat';
import type { Scene } from './types';

export function useBeat(scene: Scene): Beat {
  return beatOf(scene, useCurrentFrame());
}
