/** What a language model said while a step ran, piece by piece (`docs/spec/http.md`). */
import type { Json } from '@/core/values';

export type PartKind = 'reasoning' | 'text' | 'tool_call' | 'tool_result' | 'note' | 'event';

/** Parts of one writing and kind are pieces of one text, in the order of their numbers. */
export type TranscriptPart = {
  /** Its place in the step's transcript, from 1 on. */
  number: number;
  /** The writing it belongs to: `main`, `main/repair`, … */
  name: string;
  kind: PartKind;
  text: string;
  /** Unix milliseconds. */
  at: number;
};

/** `ended`: nothing will be added. */
export type TranscriptAnswer = { parts: TranscriptPart[]; ended: boolean };

/** A run of one node that stands on no canvas. The same key again starts nothing. */
export type ActRequest = {
  key: string;
  kind: string;
  parameters: Record<string, Json>;
  /** Make it again, also if its result is known. */
  fresh?: boolean;
};
