/** What led to an answer, taken out of a transcript; pure. */
import type { Transcript } from '@/sync/transcript';

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
    lines: writings.flatMap(({ tools, notes }) => [
      ...tools.map(({ kind, text }) => (kind === 'tool_call' ? `Asked for ${text}` : text)),
      ...notes,
    ]),
    milliseconds: writings.reduce(
      (sum, { thoughtFrom, thoughtTo }) => sum + (thoughtTo ?? 0) - (thoughtFrom ?? 0),
      0,
    ),
    isThinking: newest?.isThinking ?? false,
    hasText: writings.some((writing) => writing.text !== ''),
  };
}

/** `a moment`, `12 s`, `1 min 5 s`. */
export function spellTime(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 1) return 'a moment';
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
