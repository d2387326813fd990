/** The films that a node has made, each with the project that made it; pure. */
import type { Step } from '@/api/types';
import { type AnimationPlan, readPlan } from '@/core/animation-plan';
import { type MediaValue, singles } from '@/core/values';
import { PROJECT, VIDEO } from './names';

export type Version = {
  /** From 1, the oldest that is known. */
  readonly number: number;
  readonly step: Step;
  readonly film: MediaValue;
  /** The id of its code; empty of one that does not tell. */
  readonly project: string;
  readonly plan: AnimationPlan | null;
  /** What was wished for. */
  readonly words: string;
  /** It was written by rules, without a language model. */
  readonly isByRules: boolean;
};

/** Oldest first. One that was made again as it was stands where it was made first. */
export function versionsOf(steps: readonly Step[]): Version[] {
  const versions: Version[] = [];
  for (const step of [...steps].reverse()) {
    const film = singles(step.outputs[VIDEO]).find((value) => value.type === 'video');
    if (step.state !== 'done' || film?.type !== 'video') continue;
    const fields = fieldsOf(step);
    const project = text(fields.id) || text(fields.project);
    const known = versions.findIndex((one) => one.film.asset === film.asset);
    const version: Version = {
      number: known < 0 ? versions.length + 1 : known + 1,
      step,
      film,
      project,
      plan: readPlan(fields.plan),
      words: text(fields.wish) || text(fields.prompt),
      isByRules: /^(offline|rules)/.test(text(fields.written_by) || (step.model ?? '')),
    };
    if (known < 0) versions.push(version);
    else versions[known] = version;
  }
  return versions;
}

function fieldsOf(step: Step): Readonly<Record<string, unknown>> {
  const value = singles(step.outputs[PROJECT])[0];
  if (value?.type !== 'json') return {};
  const { json } = value;
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : {};
}

const text = (raw: unknown): string => (typeof raw === 'string' ? raw : '');
