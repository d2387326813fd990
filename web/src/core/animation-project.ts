/** A version of an animation's code (the twin of `koda/animation/project.py`). */
import type { AnimationPlan } from '@/core/animation-plan';

export type ProjectMedium = {
  /** How the code names it: `photo-1.png`. */
  readonly name: string;
  readonly type: 'image' | 'video' | 'audio';
  readonly asset: string;
  readonly caption: string;
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
  readonly role: 'media' | 'logo' | 'track';
};

export type AnimationProject = {
  readonly id: string;
  readonly engine: 'remotion' | 'theatre' | 'python';
  /** The file that it begins with. */
  readonly entry: string;
  /** Text by relative path. */
  readonly files: Readonly<Record<string, string>>;
  readonly media: readonly ProjectMedium[];
  readonly plan: AnimationPlan;
  /** What a check of its code says, as JSON. */
  readonly faults: unknown;
  readonly width: number;
  readonly height: number;
};

export type Paths = readonly string[];

const MOST_FILES = 60;
const PART = /^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}$/;
const MOST_FOLDERS = 6;

/** Why no new file may be called so beside those that there are; none if it may. */
export function whyNoPath(path: string, taken: Paths): string | null {
  if (path === '') return 'Write where the file is: a name, with its folders.';
  if (taken.includes(path)) return 'There is such a file already.';
  if (taken.length >= MOST_FILES) return `There are ${MOST_FILES} files, and no more may be.`;
  const parts = path.split('/');
  if (parts.length > MOST_FOLDERS + 1) return `No more than ${MOST_FOLDERS} folders, please.`;
  if (!parts.every((part) => PART.test(part)) || path.includes('..')) {
    return 'Letters, digits, “-”, “_” and “.” only, with “/” between folders.';
  }
  // A name cannot be a file and the folder of others.
  const isFolder = taken.some((one) => one.startsWith(`${path}/`));
  const isInFile = taken.some((one) => path.startsWith(`${one}/`));
  return isFolder || isInFile ? 'A file and a folder cannot have the same name.' : null;
}
