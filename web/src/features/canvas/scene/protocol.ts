/** What the page and the painting side tell each other, in order. */

import type { Picture } from './repaint';
import type { SceneChanges } from './scene';
import type { SceneTheme } from './theme';

export type ToStudio =
  | { kind: 'theme'; theme: SceneTheme }
  | { kind: 'scene'; changes: SceneChanges }
  | { kind: 'absent'; mounted: readonly string[]; lifted: readonly string[] }
  | { kind: 'paint'; picture: Picture };

export type FromStudio =
  | { kind: 'picture'; picture: Picture; bitmap: ImageBitmap }
  /** Something the last picture lacked has arrived: a thumbnail or a font. */
  | { kind: 'fresh' };
