/** The tab's one stream of events: opened again where it stopped, as long as the canvas is open. */
import { readEventStream } from '@/api/events';
import { ApiProblem, unreachable } from '@/api/problem';
import type { StreamEvent } from '@/api/types';
import { Backoff } from '@/sync/backoff';

/** The server says something every 15 s; after three silent ones the connection is dead. */
const SILENCE_MS = 45_000;

export type StreamState = { readonly open: boolean; readonly failure: ApiProblem | null };

export type StreamOptions = {
  open: (lastEventId: string | null, signal: AbortSignal) => Promise<Response>;
  /** Called for each event in order, with its id. */
  onEvent: (event: StreamEvent, id: string | null) => void;
  onState: (state: StreamState) => void;
};

export class Stream {
  #lastEventId: string | null;
  #abort: AbortController | null = null;
  #closed = false;
  #paused = false;
  readonly #backoff = new Backoff();
  readonly #options: StreamOptions;

  /** Starts after `lastEventId`; none: from the beginning. */
  constructor(options: StreamOptions, lastEventId: string | null) {
    this.#options = options;
    this.#lastEventId = lastEventId;
  }

  start(): void {
    void this.#run();
  }

  /** Try at once if it is waiting to reconnect. */
  wake(): void {
    this.#backoff.wake();
  }

  /** Let the connection go (browsers allow six to a server); `resume` goes on where it stopped. */
  pause(): void {
    this.#paused = true;
    this.#abort?.abort();
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#backoff.reset();
    this.#backoff.wake();
    this.#resumed?.();
  }

  #resumed: (() => void) | null = null;

  close(): void {
    this.#closed = true;
    this.#abort?.abort();
    this.#backoff.wake();
    this.#resumed?.();
  }

  async #run(): Promise<void> {
    while (!this.#closed) {
      if (this.#paused) {
        await new Promise<void>((resolve) => {
          this.#resumed = resolve;
        });
        continue;
      }
      const failure = await this.#connect();
      if (this.#closed || this.#paused) continue;
      this.#options.onState({ open: false, failure });
      await this.#backoff.wait();
    }
  }

  /** Read one connection to its end; gives why it ended. */
  async #connect(): Promise<ApiProblem> {
    const abort = new AbortController();
    this.#abort = abort;
    const watch = new Watch(() => abort.abort());
    try {
      const response = await this.#options.open(this.#lastEventId, abort.signal);
      this.#options.onState({ open: true, failure: null });
      if (response.body) await this.#read(response.body, watch);
    } catch (error) {
      return error instanceof ApiProblem ? error : unreachable();
    } finally {
      watch.stop();
    }
    return unreachable();
  }

  async #read(body: ReadableStream<Uint8Array>, watch: Watch): Promise<void> {
    for await (const message of readEventStream(body, () => watch.alive())) {
      this.#backoff.reset();
      if (this.#closed || this.#paused) return;
      const event = parse(message.data);
      // Not to be skipped over in silence when it comes again: the id is taken only when it is in.
      if (event) this.#options.onEvent(event, message.id);
      if (message.id !== null) this.#lastEventId = message.id;
    }
  }
}

function parse(text: string): StreamEvent | null {
  try {
    return JSON.parse(text) as StreamEvent;
  } catch {
    return null;
  }
}

/** Ends a connection that has gone silent. */
class Watch {
  #timer: ReturnType<typeof setTimeout>;
  readonly #onSilent: () => void;

  constructor(onSilent: () => void) {
    this.#onSilent = onSilent;
    this.#timer = setTimeout(onSilent, SILENCE_MS);
  }

  alive(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#onSilent, SILENCE_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
