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
