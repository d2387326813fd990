/** What was said in one step, put together from its parts; pure. */
import type { TranscriptPart } from '@/api/transcript-types';

/** More of one text is not kept: no model writes as much, and a tab must not grow without end. */
const MOST_LETTERS = 1_000_000;
const MOST_LINES = 500;
const MOST_EVENTS = 2_000;

export type ToolPart = { readonly kind: 'tool_call' | 'tool_result'; readonly text: string };

/** One answer of a model, with what led to it. Times are Unix milliseconds of the server. */
export type Writing = {
  readonly name: string;
  readonly reasoning: string;
  readonly text: string;
  readonly tools: readonly ToolPart[];
  readonly notes: readonly string[];
  readonly startedAt: number;
  /** When the newest part came. */
  readonly endedAt: number;
  /** From the first thought to what came after the last one; none without a thought. */
  readonly thoughtFrom: number | null;
  readonly thoughtTo: number | null;
  /** The newest part is a thought. */
  readonly isThinking: boolean;
};

export type Transcript = {
  /** In the order in which they were begun. */
  readonly writings: readonly Writing[];
  /** JSON objects that the step told of its work, oldest first. */
  readonly events: readonly string[];
  /** The number of the newest part. */
  readonly last: number;
  /** Nothing will be added. */
  readonly ended: boolean;
  /** What there was has been fetched. */
  readonly isLoaded: boolean;
};

export const EMPTY: Transcript = {
  writings: [],
  events: [],
  last: 0,
  ended: false,
  isLoaded: false,
};

/** Put parts in, in the order of their numbers; those that are in already change nothing. */
export function withParts(transcript: Transcript, parts: readonly TranscriptPart[]): Transcript {
  const fresh = parts
    .filter((part) => part.number > transcript.last)
    .sort((one, other) => one.number - other.number);
  if (fresh.length === 0) return transcript;
  const writings = [...transcript.writings];
  const told: string[] = [];
  let { last } = transcript;
  for (const part of fresh) {
    if (part.number === last) continue;
    last = part.number;
    if (part.kind === 'event') {
      told.push(part.text);
      continue;
    }
    const at = writings.findIndex((one) => one.name === part.name);
    const before = writings[at] ?? begun(part);
    writings[at < 0 ? writings.length : at] = withPart(before, part);
  }
  const { events: before } = transcript;
  const events = told.length > 0 ? [...before, ...told].slice(-MOST_EVENTS) : before;
  return { ...transcript, writings, events, last };
}

const begun = ({ name, at }: TranscriptPart): Writing => ({
  name,
  reasoning: '',
  text: '',
  tools: [],
  notes: [],
  startedAt: at,
  endedAt: at,
  thoughtFrom: null,
  thoughtTo: null,
  isThinking: false,
});

function withPart(writing: Writing, part: TranscriptPart): Writing {
  const next = { ...writing, endedAt: Math.max(writing.endedAt, part.at), isThinking: false };
  // What follows a thought tells when it was over.
  if (writing.isThinking) next.thoughtTo = next.endedAt;
  switch (part.kind) {
    case 'reasoning':
      return {
        ...next,
        reasoning: joined(writing.reasoning, part.text),
        thoughtFrom: writing.thoughtFrom ?? part.at,
        thoughtTo: next.endedAt,
        isThinking: true,
      };
    case 'text':
      return { ...next, text: joined(writing.text, part.text) };
    case 'note':
      return { ...next, notes: [...writing.notes, part.text].slice(0, MOST_LINES) };
    case 'tool_call':
    case 'tool_result': {
      const { kind, text } = part;
      return { ...next, tools: [...writing.tools, { kind, text }].slice(0, MOST_LINES) };
    }
    default:
      return next;
  }
}

function joined(text: string, more: string): string {
  return text.length >= MOST_LETTERS ? text : (text + more).slice(0, MOST_LETTERS);
}
