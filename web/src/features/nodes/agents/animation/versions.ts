/** The films that a node has made, each with the project that made it; pure. */
import type { Step } from '@/api/types';
import { readStill, type StillPicture } from '@/core/animation-events';
import { type AnimationPlan, readPlan } from '@/core/animation-plan';
import { isMedia, type Json, type MediaValue, singles } from '@/core/values';
import { FILMS, PLAN, PROJECT } from './names';

export type Version = {
  /** From 1, the oldest that is known. */
  readonly number: number;
  readonly step: Step;
  readonly film: MediaValue;
  /** The id of its code; empty of one that does not tell. */
  readonly project: string;
  readonly plan: AnimationPlan | null;
  readonly stills: readonly StillPicture[];
  /** What was to be different, or what it is about. */
  readonly words: string;
  /** It was written by rules, without a language model. */
  readonly isByRules: boolean;
};

/** Oldest first. One that was made again as it was stands where it was made first. */
export function versionsOf(steps: readonly Step[]): Version[] {
  const versions: Version[] = [];
  for (const step of [...steps].reverse()) {
    const film = FILMS.flatMap((name) => singles(step.outputs[name]).filter(isMedia))[0];
    if (step.state !== 'done' || !film) continue;
    const fields = fieldsOf(jsonOf(step, PROJECT));
    const known = versions.findIndex((one) => one.film.asset === film.asset);
    const version: Version = {
      number: known < 0 ? versions.length + 1 : known + 1,
      step,
      film,
      project: text(fields.id),
      plan: readPlan(jsonOf(step, PLAN)),
      stills: (Array.isArray(fields.stills) ? fields.stills : []).flatMap(
        (one) => readStill(one) ?? [],
      ),
      words: text(fields.wish) || text(fields.prompt),
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

const fieldsOf = (json: Json): Readonly<Record<string, unknown>> =>
  typeof json === 'object' && json !== null && !Array.isArray(json) ? json : {};

const text = (raw: unknown): string => (typeof raw === 'string' ? raw : '');
