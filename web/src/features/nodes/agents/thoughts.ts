/** What led to an answer, taken out of a transcript; pure. */
import type { ToolPart, Transcript } from '@/sync/transcript';

export type Thoughts = {
  readonly reasoning: string;
  /** Tools that were asked for and what they gave, then what else is to be told. */
  readonly lines: readonly string[];
  /** How long was thought. */
  readonly milliseconds: number;
  readonly isThinking: boolean;
  /** Something of the answer is there. */
  readonly hasText: boolean;
};

export function thoughtsOf({ writings }: Transcript): Thoughts {
  const newest = writings.at(-1);
  return {
    reasoning: writings
      .map((writing) => writing.reasoning.trim())
      .filter(Boolean)
      .join('\n\n'),
    lines: writings.flatMap(({ tools, notes }) => [...tools.map(tell), ...notes]),
    milliseconds: writings.reduce(
      (sum, { thoughtFrom, thoughtTo }) => sum + (thoughtTo ?? 0) - (thoughtFrom ?? 0),
      0,
    ),
    isThinking: newest?.isThinking ?? false,
    hasText: writings.some((writing) => writing.text !== ''),
  };
}

const MOST_LETTERS = 400;

/** A tool's JSON in a line: what was asked for, or what it gave. */
function tell({ kind, text }: ToolPart): string {
  const { name, content } = membersOf(text);
  const isCall = kind === 'tool_call';
  const words = isCall ? `Asked for ${name ?? text}` : `It gave: ${content ?? text}`;
  return words.length > MOST_LETTERS ? `${words.slice(0, MOST_LETTERS)}…` : words;
}

function membersOf(text: string): { name?: string; content?: string } {
  try {
    const found = JSON.parse(text) as Record<string, unknown> | null;
    const strings = Object.entries(found ?? {}).filter(([, value]) => typeof value === 'string');
    return Object.fromEntries(strings);
  } catch {
    return {};
  }
}

/** `a moment`, `12 s`, `1 min 5 s`. */
export function spellTime(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 1) return 'a moment';
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
