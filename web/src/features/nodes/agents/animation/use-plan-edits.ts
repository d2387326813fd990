/** What a person does to a plan: words, seconds, order, more or fewer scenes. */
import { type PointerEvent, type RefObject, useRef, useState } from 'react';
import {
  type SceneWords,
  withAdded,
  withMoved,
  withoutScene,
  withSeconds,
  withWords,
} from '@/core/animation-plan';
import type { PlanDraft } from './plan-drafts';

export type PlanEdits = {
  readonly list: RefObject<HTMLOListElement | null>;
  /** The key of the scene that is in somebody's hand. */
  readonly dragged: string | null;
  /** What happened last, for those who do not see it. */
  readonly said: string;
  readonly setWords: (at: number, words: SceneWords) => void;
  readonly setSeconds: (at: number, seconds: number) => void;
  readonly move: (from: number, to: number) => void;
  readonly add: (after: number) => void;
  readonly remove: (at: number) => void;
  readonly grip: (event: PointerEvent<HTMLElement>, at: number) => void;
};

export function usePlanEdits({ plan, edit }: PlanDraft): PlanEdits {
  const list = useRef<HTMLOListElement>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const latest = useRef({ plan, edit });
  latest.current = { plan, edit };
  const move = (from: number, to: number): void => {
    const next = withMoved(plan, from, to);
    if (next === plan) return;
    edit(next);
    const place = next.scenes.findIndex(({ key }) => key === plan.scenes[from]?.key);
    setSaid(`Now scene ${place + 1} of ${next.scenes.length}`);
  };
  const grip = (event: PointerEvent<HTMLElement>, at: number): void => {
    const key = plan.scenes[at]?.key;
    if (event.button !== 0 || key === undefined) return;
    event.stopPropagation();
    setDragged(key);
    const onMove = (moved: globalThis.PointerEvent): void => {
      const now = latest.current;
      const from = now.plan.scenes.findIndex((scene) => scene.key === key);
      const to = placeUnder(list.current, moved.clientY, from);
      if (to !== from) now.edit(withMoved(now.plan, from, to));
    };
    const end = (): void => {
      setDragged(null);
      removeEventListener('pointermove', onMove);
      removeEventListener('pointerup', end);
      removeEventListener('pointercancel', end);
    };
    addEventListener('pointermove', onMove);
    addEventListener('pointerup', end);
    addEventListener('pointercancel', end);
  };
  return {
    list,
    dragged,
    said,
    move,
    grip,
    setWords: (at, words) => edit(withWords(plan, at, words)),
    setSeconds: (at, seconds) => edit(withSeconds(plan, at, seconds)),
    add: (after) => {
      edit(withAdded(plan, after));
      setSaid(`Scene ${after + 2} added`);
    },
    remove: (at) => {
      edit(withoutScene(plan, at));
      setSaid(`Scene ${at + 1} deleted`);
    },
  };
}

/** The place that a scene gets under the pointer: it passes a neighbour at the neighbour's middle. */
function placeUnder(list: HTMLOListElement | null, y: number, from: number): number {
  const rows = [...(list?.children ?? [])].map((row) => row.getBoundingClientRect());
  let to = from;
  for (const [at, { top, height }] of rows.entries()) {
    const middle = top + height / 2;
    if (at < from && y < middle) return at;
    if (at > from && y > middle) to = at;
  }
  return to;
}
