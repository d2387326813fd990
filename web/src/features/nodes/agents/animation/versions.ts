/** The films that a node has made, each with the project that made it; pure. */
import type { Step } from '@/api/types';
import { readStill, type StillPicture } from '@/core/animation-events';
import { type AnimationPlan, readPlan } from '@/core/animation-plan';
import { isMedia, type Json, type MediaValue, singles } from '@/core/values';
import { FILMS, PICTURES, PLAN, POSTER, PROJECT } from './names';

export type Version = {
  /** From 1, the oldest that is known. */
  readonly number: number;
  readonly step: Step;
  readonly film: MediaValue;
  /** The zip of all its frames, where it has one. */
  readonly pictures: { readonly asset: string; readonly count: number } | null;
  /** The id of its code; empty of one that does not tell. */
  readonly project: string;
  readonly plan: AnimationPlan | null;
  readonly stills: readonly StillPicture[];
  /** What stands for it where it does not move: its first frame says little. */
  readonly poster: string;
  /** What was to be different, or what it is about. */
  readonly words: string;
  /** What was said to that. */
  readonly reply: string;
  /** It was written by rules, without a language model. */
  readonly isByRules: boolean;
};

/** By their numbers. Code that was rendered again is the version that it was (A6). */
export function versionsOf(steps: readonly Step[]): Version[] {
  const versions: Version[] = [];
  for (const step of [...steps].reverse()) {
    const film = FILMS.flatMap((name) => singles(step.outputs[name]).filter(isMedia))[0];
    if (step.state !== 'done' || !film) continue;
    const fields = fieldsOf(jsonOf(step, PROJECT));
    const project = text(fields.id);
    const known = versions.findIndex(
      (one) => one.film.asset === film.asset || (project !== '' && one.project === project),
    );
    const stills = listOf(fields.stills).flatMap((one) => readStill(one) ?? []);
    const poster = singles(step.outputs[POSTER]).find(isMedia)?.asset;
    // What was wished for when it was made first says what it is.
    const before = versions[known];
    const version: Version = {
      number: known < 0 ? versions.length + 1 : known + 1,
      step,
      film,
      pictures: readPictures(jsonOf(step, PICTURES)),
      project,
      plan: readPlan(jsonOf(step, PLAN)),
      stills,
      poster: poster ?? stills[Math.floor(stills.length / 2)]?.asset ?? film.asset,
      words: before?.words ?? (text(fields.wish) || text(fields.prompt)),
      reply: text(fields.reply),
      isByRules: fields.by_rules === true,
    };
    if (known < 0) versions.push(version);
    else versions[known] = version;
  }
  return versions;
}

function jsonOf(step: Step, output: string): Json {
  const value = singles(step.outputs[output])[0];
  return value?.type === 'json' ? value.json : null;
}

function readPictures(json: Json): Version['pictures'] {
  const { asset, count } = fieldsOf(json);
  return typeof asset === 'string' && typeof count === 'number' ? { asset, count } : null;
}

const fieldsOf = (json: Json): Readonly<Record<string, unknown>> =>
  typeof json === 'object' && json !== null && !Array.isArray(json) ? json : {};

const listOf = (raw: unknown): unknown[] => (Array.isArray(raw) ? raw : []);

const text = (raw: unknown): string => (typeof raw === 'string' ? raw : '');

/** The one that flows on: made, or restored, last. */
export const newestOf = (versions: readonly Version[]): Version | undefined =>
  versions.reduce<Version | undefined>(
    (newest, one) => (newest && newest.step.created_at > one.step.created_at ? newest : one),
    undefined,
  );
