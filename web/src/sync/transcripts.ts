/** The transcripts that somebody looks at: fetched when first looked at, kept up by the stream, then let go. */
import { ApiProblem } from '@/api/problem';
import type { TranscriptAnswer, TranscriptPart } from '@/api/transcript-types';
import type { StreamEvent } from '@/api/types';
import { hasEnded } from '@/sync/run-store';
import type { CanvasSession } from '@/sync/session';
import { EMPTY, type Transcript, withParts } from '@/sync/transcript';

const AGAIN_MS = 2_000;

/** Where transcripts come from. */
export type TranscriptSource = {
  readonly fetch: (run: string, step: string, after: number) => Promise<TranscriptAnswer>;
  readonly watch: (listener: (event: StreamEvent) => void) => () => void;
};

type Kept = {
  readonly run: string;
  readonly step: string;
  readonly listeners: Set<() => void>;
  transcript: Transcript;
  /** Parts behind a gap. */
  ahead: readonly TranscriptPart[];
  isFetching: boolean;
  /** Something happened since the fetch in progress began. */
  isDue: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
};

export class Transcripts {
  readonly #source: TranscriptSource;
  readonly #kept = new Map<string, Kept>();
  #leave: (() => void) | null = null;

  constructor(source: TranscriptSource) {
    this.#source = source;
  }

  /** The same object until something is added; empty while nobody watches it. */
  get(step: string): Transcript {
    return this.#kept.get(step)?.transcript ?? EMPTY;
  }

  /** Follow a step's transcript; it is dropped when the last one leaves. */
  watch(run: string, step: string, listener: () => void): () => void {
    const known = this.#kept.get(step);
    const kept = known ?? this.#keep(run, step);
    kept.listeners.add(listener);
    if (!known) void this.#fetch(kept);
    return () => {
      kept.listeners.delete(listener);
      if (kept.listeners.size === 0) this.#drop(kept);
    };
  }

  #keep(run: string, step: string): Kept {
    const kept: Kept = {
      run,
      step,
      listeners: new Set(),
      transcript: EMPTY,
      ahead: [],
      isFetching: false,
      isDue: false,
      timer: undefined,
    };
    this.#kept.set(step, kept);
    this.#leave ??= this.#source.watch((event) => this.#onEvent(event));
    return kept;
  }

  #drop(kept: Kept): void {
    clearTimeout(kept.timer);
    if (this.#kept.get(kept.step) === kept) this.#kept.delete(kept.step);
    if (this.#kept.size > 0) return;
    this.#leave?.();
    this.#leave = null;
  }

  #onEvent(event: StreamEvent): void {
    if (event.type === 'said') {
      const kept = this.#kept.get(event.step);
      if (kept) this.#hear(kept, event.parts);
    } else if (event.type === 'step') {
      const kept = this.#kept.get(event.step.id);
      if (kept && hasEnded(event.step)) void this.#fetch(kept);
    } else if (event.type === 'caught_up') {
      // What was said while nobody listened is not said again.
      for (const kept of this.#kept.values()) void this.#fetch(kept);
    }
  }

  #hear(kept: Kept, parts: readonly TranscriptPart[]): void {
    const ahead = [...kept.ahead, ...parts].sort((one, other) => one.number - other.number);
    let end = kept.transcript.last;
    const follows = ahead.filter(({ number }) => {
      if (number === end + 1) end = number;
      return number <= end;
    });
    kept.ahead = ahead.slice(follows.length);
    this.#put(kept, withParts(kept.transcript, follows));
    if (kept.ahead.length > 0) void this.#fetch(kept);
  }

  async #fetch(kept: Kept): Promise<void> {
    if (kept.transcript.ended) return;
    kept.isDue = true;
    if (kept.isFetching) return;
    kept.isFetching = true;
    clearTimeout(kept.timer);
    try {
      while (kept.isDue && kept.listeners.size > 0) {
        kept.isDue = false;
        const after = kept.transcript.last;
        this.#take(kept, after, await this.#source.fetch(kept.run, kept.step, after));
      }
    } catch (error) {
      this.#fail(kept, error);
    } finally {
      kept.isFetching = false;
    }
  }

  #take(kept: Kept, after: number, answer: TranscriptAnswer): void {
    const { parts, ended } = answer;
    let next = withParts(kept.transcript, parts);
    // Nothing came for a gap: the numbers leave one out.
    if (parts.length === 0 && next.last === after) next = withParts(next, kept.ahead);
    kept.ahead = kept.ahead.filter((part) => part.number > next.last);
    this.#put(kept, { ...next, ended, isLoaded: true });
    if (kept.ahead.length > 0) this.#hear(kept, []);
  }

  #fail(kept: Kept, error: unknown): void {
    if (!(error instanceof ApiProblem)) throw error;
    const isGone = error.status === 404;
    this.#put(kept, { ...kept.transcript, isLoaded: true, ended: isGone });
    if (isGone || kept.listeners.size === 0) return;
    kept.timer = setTimeout(() => void this.#fetch(kept), AGAIN_MS);
  }

  #put(kept: Kept, transcript: Transcript): void {
    const { transcript: before } = kept;
    const isSame =
      transcript.last === before.last &&
      transcript.ended === before.ended &&
      transcript.isLoaded === before.isLoaded;
    if (isSame) return;
    kept.transcript = transcript;
    for (const listener of kept.listeners) listener();
  }
}

const OF_SESSION = new WeakMap<CanvasSession, Transcripts>();

/** The transcripts of an open canvas. */
export function transcriptsOf(session: CanvasSession): Transcripts {
  const known = OF_SESSION.get(session);
  if (known) return known;
  const made = new Transcripts({
    fetch: (run, step, after) => session.api.getTranscript(run, step, after),
    watch: (listener) => session.watchEvents(listener),
  });
  OF_SESSION.set(session, made);
  return made;
}
