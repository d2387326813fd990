/** A conversation with an agent node: what a person said, and which draft answers it; pure. */
import type { Step } from '@/api/types';
import { newKey } from '@/core/ids';
import type { Json, Value } from '@/core/values';

/** A message. Only the newest has `draft`: the result that it wants changed. */
export type Turn = { readonly id: string; readonly text: string; readonly draft?: Json };

/** A result of the node. */
export type Draft = {
  readonly step: Step;
  /** Its main output. */
  readonly json: Json;
  /** The message that it answers; empty for one that was made from the form. */
  readonly replyTo: string;
  /** The model, or rules, that wrote it. */
  readonly writtenBy: string;
};

export type Entry =
  | { readonly kind: 'turn'; readonly turn: Turn }
  | { readonly kind: 'draft'; readonly draft: Draft };

const MOST_LETTERS = 4_000;
/** A node takes 50 of them, a parameter 64 KiB (`docs/spec/document.md`). */
const MOST_TURNS = 40;
const MOST_BYTES = 60_000;

/** What is stored in `talk`, as far as it is one. */
export function readTalk(stored: Json | undefined): Turn[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((one) => {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return [];
    const { id, text, draft } = one;
    if (typeof id !== 'string' || typeof text !== 'string') return [];
    return [draft === undefined ? { id, text } : { id, text, draft }];
  });
}

export const newTurn = (text: string): Turn => ({
  id: newKey(),
  text: text.trim().slice(0, MOST_LETTERS),
});

/** The turns as they are stored, the newest that there is room for; undefined without any. */
export function writeTalk(talk: readonly Turn[]): Json | undefined {
  if (talk.length === 0) return undefined;
  let stored = talk
    .slice(-MOST_TURNS)
    .map(({ id, text, draft }): Json => ({ id, text, ...(draft === undefined ? {} : { draft }) }));
  while (stored.length > 1 && sizeOf(stored) > MOST_BYTES) stored = stored.slice(1);
  return stored;
}

const sizeOf = (json: Json): number => new TextEncoder().encode(JSON.stringify(json)).length;

/** The newest message wants this draft changed; the others are told. */
export function aboutDraft(talk: readonly Turn[], draft: Json | undefined): Turn[] {
  return talk.map(({ id, text }, at) =>
    at === talk.length - 1 && draft !== undefined ? { id, text, draft } : { id, text },
  );
}

/** The drafts of a node, oldest first; one that was used again is where it was used last. */
export function draftsOf(steps: readonly Step[], output: string): Draft[] {
  const seen = new Set<string>();
  const newestFirst = steps.flatMap((step) => {
    const json = step.state === 'done' ? jsonOf(step.outputs[output]) : undefined;
    if (json === undefined) return [];
    const key = JSON.stringify(json);
    if (seen.has(key)) return [];
    seen.add(key);
    const replyTo = memberOf(json, 'reply_to');
    return [{ step, json, replyTo, writtenBy: memberOf(json, 'written_by') || (step.model ?? '') }];
  });
  return newestFirst.reverse();
}

const jsonOf = (value: Value | undefined): Json | undefined =>
  value?.type === 'json' ? value.json : undefined;

function memberOf(json: Json, name: string): string {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return '';
  const value = json[name];
  return typeof value === 'string' ? value : '';
}

/** Turns and drafts in their order: a turn stands before the first draft that answers it. */
export function timelineOf(talk: readonly Turn[], drafts: readonly Draft[]): Entry[] {
  const entries: Entry[] = [];
  let told = 0;
  for (const draft of drafts) {
    const at = talk.findIndex((turn) => turn.id === draft.replyTo);
    // One answer may be to several messages: those that waited come with it.
    for (; told <= at; told++) {
      entries.push({ kind: 'turn', turn: talk[told] as Turn });
    }
    entries.push({ kind: 'draft', draft });
  }
  for (const turn of talk.slice(told)) entries.push({ kind: 'turn', turn });
  return entries;
}

/** The newest message, if no draft answers it. */
export function unansweredTurn(talk: readonly Turn[], drafts: readonly Draft[]): Turn | null {
  const last = talk.at(-1);
  return last && !drafts.some((draft) => draft.replyTo === last.id) ? last : null;
}
