/** What of an animation the editor looks at: what it asks about now, or one of its versions. */
import { useState } from 'react';
import type { StillPicture } from '@/core/animation-events';
import type { AnimationPlan } from '@/core/animation-plan';
import type { Fault } from '@/core/animation-questions';
import type { Animation } from '../use-animation';
import type { Version } from '../versions';

export type Looked = {
  /** The id of its code; empty before there is any. */
  readonly project: string;
  readonly plan: AnimationPlan | null;
  readonly stills: readonly StillPicture[];
  /** A small film of what is asked about; none where the browser plays the code itself. */
  readonly film: string | null;
  readonly faults: readonly Fault[];
  /** None of what is not rendered yet. */
  readonly version: Version | null;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** The option that is looked at. */
  readonly choice: string;
  readonly choose: (choice: string) => void;
};

const NOW = 'now';

export function useLooked(animation: Animation): Looked {
  const { versions, newest, question, telling, state } = animation;
  const [chosen, setChosen] = useState<string | null>(null);
  const hasNow = state !== 'done' && state !== 'idle';
  const fallback = hasNow || !newest ? NOW : String(newest.number);
  const found = versions.find(({ number }) => String(number) === chosen);
  const version = found ?? (fallback === NOW ? null : (newest ?? null));
  const options = [
    ...(hasNow || !newest ? [{ value: NOW, label: 'Now' }] : []),
    ...versions.toReversed().map(({ number }) => ({
      value: String(number),
      label: `Version ${number}`,
    })),
  ];
  const choice = found ? String(found.number) : fallback;
  const base = { options, choice, choose: setChosen };
  if (version) {
    const { project, plan, stills } = version;
    return { ...base, project, plan, stills, film: null, faults: [], version };
  }
  const preview = question?.kind === 'preview' ? question : null;
  return {
    ...base,
    project: preview?.project ?? '',
    plan: preview?.plan ?? (question?.kind === 'plan' ? question.plan : null),
    stills: preview?.stills ?? telling.stills,
    film: preview?.film ?? null,
    faults: preview?.faults ?? [],
    version: null,
  };
}
