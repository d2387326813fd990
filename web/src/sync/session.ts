/** An open canvas: its document, its way to the server, who is here and what runs. */
import * as Y from 'yjs';
import { fromBase64 } from '@/api/base64';
import type { KodaApi } from '@/api/koda-api';
import { ApiProblem } from '@/api/problem';
import type { CatalogResponse, ModelOffer, Run, RunMode, StreamEvent } from '@/api/types';
import { type Graph, readGraph, readName } from '@/core/canvas';
import { type NamedGraph, writeDifference } from '@/core/difference';
import { newKey, newTabId } from '@/core/ids';
import { isSharedText, type Kinds, type NodeSpec } from '@/core/spec';
import type { Json } from '@/core/values';
import { EVERYTHING, type May } from '@/sync/caller';
import { CanvasDocument } from '@/sync/canvas-document';
import { keepCatalog, loadCatalog } from '@/sync/catalog-cache';
import { keepShown } from '@/sync/kept-results';
import type { LocalStore, Pending } from '@/sync/local-store';
import { Outbox } from '@/sync/outbox';
import { Presence } from '@/sync/presence';
import {
  createRunStore,
  type RunStore,
  takePlan,
  takeResults,
  takeRun,
  takeRuns,
  takeSteps,
} from '@/sync/run-store';
import { type SaveState, saveState } from '@/sync/save-state';
import { Stream, type StreamState } from '@/sync/stream';
import { Unanswered } from '@/sync/unanswered';
import { Uploads } from '@/sync/uploads';

const FOLD_AFTER = 64;
const RESULTS_PAUSE_MS = 200;
const PLAN_PAUSE_MS = 800;

export type SessionOptions = {
  api: KodaApi;
  store: LocalStore;
  catalog: CatalogResponse;
  me: { name: string; color: string };
  may?: May;
  /** Whether the tab of an unsent edit is still open and will send it itself. */
  isTabOpen?: (tab: string) => Promise<boolean>;
};

type DocumentEvent = Extract<StreamEvent, { update: string }>;

/** Something to tell the person, once. */
export type Notice = { readonly id: string; readonly text: string; readonly remedy: string };

export class CanvasSession {
  readonly id: string;
  readonly tab = newTabId();
  readonly api: KodaApi;
  readonly kinds: Kinds;
  models: readonly ModelOffer[];
  catalog: CatalogResponse;
  readonly document: CanvasDocument;
  readonly uploads: Uploads;
  readonly outbox: Outbox;
  readonly presence: Presence;
  readonly runs: RunStore = createRunStore();
  readonly #store: LocalStore;
  #may: May;
  readonly #isTabOpen: (tab: string) => Promise<boolean>;
  readonly #kinds: Map<string, NodeSpec>;
  readonly #kindListeners = new Set<() => void>();
  readonly #unanswered = new Unanswered();
  readonly #lookedFor = new Set<string>();
  readonly #listeners = new Set<() => void>();
  readonly #eventListeners = new Set<(event: StreamEvent) => void>();
  #stream: Stream | null = null;
  #streamState: StreamState | null = null;
  #loaded = false;
  #closed = false;
  #refused: ApiProblem | null = null;
  #saveState: SaveState = { kind: 'loading' };
  #notices: readonly Notice[] = [];
  #seq = 0;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #planning: AbortController | null = null;

  constructor(id: string, options: SessionOptions) {
    this.id = id;
    this.api = options.api;
    this.#store = options.store;
    this.#isTabOpen = options.isTabOpen ?? (async () => false);
    this.#may = options.may ?? EVERYTHING;
    this.catalog = options.catalog;
    this.#kinds = new Map(options.catalog.kinds.map((kind) => [kind.kind, kind]));
    this.kinds = this.#kinds;
    this.models = options.catalog.models;
    keepShown(this.runs, id);
    this.document = new CanvasDocument((kind, name) => isSharedText(this.kinds.get(kind), name));
    this.document.isLocked = !this.#may.edit;
    this.uploads = new Uploads(this.api, id, this.document);
    this.presence = new Presence({
      me: options.me,
      send: (state, leaving) =>
        this.api.postPresence(id, this.tab, state, leaving ? { keepalive: true } : {}),
    });
    this.outbox = this.#makeOutbox();
    this.document.watchUpdates((update) => this.outbox.push(update));
  }

  /** Show what this device has, send what waits, and follow the server. */
  async open(): Promise<void> {
    const kept = await this.#store.load(this.id);
    this.document.applyAll([...kept.confirmed, ...kept.pending.map((one) => one.update)]);
    if (kept.confirmed.length > 0) this.#loaded = true;
    if (kept.confirmed.length > FOLD_AFTER) await this.#store.fold(this.id);
    this.outbox.adopt(await this.#orphans(kept.pending));
    if (this.#closed) return;
    this.#stream = new Stream(
      {
        open: (after, signal) => this.api.openEvents(this.id, this.tab, after, signal),
        onEvent: (event, id) => this.#onEvent(event, id),
        onState: (state) => this.#onStream(state),
      },
      kept.position,
    );
    this.#stream.start();
    this.refreshResults();
    this.#changed();
  }

  // What the screen reads

  get saveState(): SaveState {
    return this.#saveState;
  }

  /** What this person may do here; the same object until that changes. */
  get may(): May {
    return this.#may;
  }

  /** From now on the canvas is only shown: the link that opened it has ended. */
  lock(): void {
    this.#may = { edit: false, run: false, own: false };
    this.document.isLocked = true;
    this.#changed();
  }

  /** The canvas as the server has acknowledged it, as far as this device knows. */
  async confirmed(): Promise<Graph> {
    const { confirmed } = await this.#store.load(this.id);
    const doc = new Y.Doc();
    for (const update of confirmed) Y.applyUpdate(doc, update);
    return readGraph(doc);
  }

  get notices(): readonly Notice[] {
    return this.#notices;
  }

  /** The document is here: from this device or from the server. */
  get isLoaded(): boolean {
    return this.#loaded;
  }

  watch(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Hear every event of the stream, after the session itself. `caught_up` says that it is open again. */
  watchEvents(listener: (event: StreamEvent) => void): () => void {
    this.#eventListeners.add(listener);
    return () => this.#eventListeners.delete(listener);
  }

  // Kinds that come while the canvas is open

  watchKinds(listener: () => void): () => void {
    this.#kindListeners.add(listener);
    return () => this.#kindListeners.delete(listener);
  }

  /** Take kinds that were added, here or elsewhere. */
  learn(specs: readonly NodeSpec[]): void {
    for (const spec of specs) this.#kinds.set(spec.kind, spec);
    this.catalog.kinds = [...this.#kinds.values()];
    keepCatalog(this.catalog);
    for (const listener of this.#kindListeners) listener();
    this.refreshPlan();
  }

  /** Take what can be used by now: keys of services have come or gone. */
  async renew(): Promise<void> {
    const fresh = await loadCatalog(this.api);
    this.catalog = { ...fresh };
    this.models = fresh.models;
    this.learn(fresh.kinds);
  }

  /** Ask the server, once, whether it knows a kind by now; tells whether it does. */
  async lookFor(kind: string): Promise<boolean> {
    if (!this.#lookedFor.has(kind)) {
      this.#lookedFor.add(kind);
      const { kinds } = await this.api.getCatalog();
      const fresh = kinds.filter((one) => this.#kinds.get(one.kind)?.version !== one.version);
      if (fresh.length > 0) this.learn(fresh);
    }
    return this.#kinds.has(kind);
  }

  notify(text: string, remedy = ''): void {
    this.#notices = [...this.#notices.slice(-3), { id: newKey(), text, remedy }];
    this.#changed();
  }

  dismiss(id: string): void {
    this.#notices = this.#notices.filter((notice) => notice.id !== id);
    this.#changed();
  }

  // Runs

  /** Send what waits, then run; tells the person what stands in the way, and gives none then. */
  async run(
    mode: RunMode,
    targets: readonly string[] = [],
    fresh: string[] = [],
  ): Promise<Run | null> {
    if (!this.#may.run) {
      this.notify('You cannot run this canvas', 'Ask its owner for a link that can run.');
      return null;
    }
    try {
      const seq = Math.max(await this.outbox.settled(), this.#seq);
      const request = { mode, targets: [...targets], fresh, seq };
      const run = await this.#unanswered.ask(request, (key) =>
        this.api.startRun(this.id, { key, ...request }),
      );
      takeRun(this.runs, run);
      return run;
    } catch (error) {
      return this.#explain(error);
    }
  }

  async cancel(run: string): Promise<void> {
    try {
      await this.api.cancelRun(run);
    } catch (error) {
      this.#explain(error);
    }
  }

  async retry(run: string): Promise<Run | null> {
    try {
      const again = await this.api.retryRun(run, newKey());
      takeRun(this.runs, again);
      return again;
    } catch (error) {
      return this.#explain(error);
    }
  }

  async answer(run: string, step: string, name: string, value: Json): Promise<void> {
    try {
      await this.api.answerStep(run, step, name, value);
    } catch (error) {
      this.#explain(error);
    }
  }

  /** Ask for all results again: what happened while nobody listened. */
  refreshResults(): void {
    this.#later('results', RESULTS_PAUSE_MS, () => this.#loadResults());
    this.refreshPlan();
  }

  /** Ask again what running everything would do; many edits are one question. */
  refreshPlan(): void {
    this.#later('plan', PLAN_PAUSE_MS, () => this.#loadPlan());
  }

  // Life

  /** The network came back, or the person asked. */
  wake(): void {
    this.#stream?.wake();
    this.outbox.wake();
  }

  /** The tab is hidden: give its connection to the others. */
  pause(): void {
    this.#stream?.pause();
  }

  resume(): void {
    this.#stream?.resume();
    this.outbox.wake();
  }

  /** The page goes away: hand over what waits. */
  leave(): void {
    this.outbox.leave();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.leave();
    this.presence.close();
    this.#stream?.close();
    this.outbox.close();
    this.#planning?.abort();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.document.destroy();
  }

  // Inside

  #makeOutbox(): Outbox {
    return new Outbox({
      canvas: this.id,
      tab: this.tab,
      store: this.#store,
      send: (message, leaving) =>
        this.api.postUpdate(
          this.id,
          { key: message.key, update: message.update, author: this.presence.me.name },
          leaving ? { keepalive: true } : {},
        ),
      onAcknowledged: (message, seq) => this.#onAcknowledged(message, seq),
      onRefused: (refused, behind, problem) => this.#onRefused(refused, behind, problem),
      onChange: () => this.#changed(),
    });
  }

  /** Unsent edits of tabs that are gone; those of open tabs are theirs to send. */
  async #orphans(pending: readonly Pending[]): Promise<Pending[]> {
    const open = new Map<string, boolean>();
    for (const one of pending) {
      if (!open.has(one.tab)) open.set(one.tab, await this.#isTabOpen(one.tab));
    }
    return pending.filter((one) => open.get(one.tab) !== true);
  }

  #onEvent(event: StreamEvent, id: string | null): void {
    switch (event.type) {
      case 'snapshot':
      case 'update':
        this.#onDocument(event, id);
        break;
      case 'caught_up':
        this.#onCaughtUp(event.seq);
        break;
      case 'presence':
        if (event.tab !== this.tab) this.presence.receive(event.tab, event.state);
        break;
      case 'run':
        takeRun(this.runs, event.run);
        if (event.run.state !== 'running') this.refreshResults();
        break;
      case 'step':
        takeSteps(this.runs, [event.step]);
        break;
      case 'canvas':
        if (event.deleted) this.notify('This canvas was moved to the trash.');
    }
    for (const listener of this.#eventListeners) listener(event);
  }

  #onDocument(event: DocumentEvent, id: string | null): void {
    const update = fromBase64(event.update);
    this.document.apply(update);
    this.#seq = Math.max(this.#seq, event.seq);
    // Appended, a snapshot too: what other tabs have stored after it must not go.
    this.#store.appendConfirmed(this.id, update, id).catch(() => {});
    if (event.type === 'update' && this.#loaded) this.refreshPlan();
  }

  #onCaughtUp(seq: number): void {
    this.#seq = Math.max(this.#seq, seq);
    this.#loaded = true;
    this.document.repair();
    this.presence.announce();
    this.refreshResults();
    this.#changed();
  }

  #onStream(state: StreamState): void {
    this.#streamState = state;
    if (!state.open) this.presence.clear();
    else this.outbox.wake();
    this.#changed();
  }

  #onAcknowledged(message: Pending, seq: number): void {
    this.#seq = Math.max(this.#seq, seq);
    this.#refused = null;
    // The position stays: it is the stream's, and others' updates may lie before this one.
    this.#store.appendConfirmed(this.id, message.update, null).catch(() => {});
    this.refreshPlan();
  }

  /** Take the refused edit back and keep every other one: the document is made anew without it. */
  async #onRefused(
    refused: Pending,
    behind: readonly Pending[],
    problem: ApiProblem,
  ): Promise<readonly Uint8Array[]> {
    const { confirmed } = await this.#store.load(this.id);
    const withRefused = new Y.Doc();
    for (const update of [...confirmed, refused.update]) Y.applyUpdate(withRefused, update);
    const before = named(withRefused);
    for (const one of behind) Y.applyUpdate(withRefused, one.update);
    // What was typed while the store was read is in the document already.
    Y.applyUpdate(withRefused, this.document.encode());
    const after = named(withRefused);
    const fresh = new Y.Doc();
    for (const update of confirmed) Y.applyUpdate(fresh, update);
    const instead: Uint8Array[] = [];
    fresh.on('update', (update: Uint8Array) => instead.push(update));
    const isShared = (kind: string, name: string) => isSharedText(this.kinds.get(kind), name);
    fresh.transact(() => writeDifference(fresh, before, after, isShared));
    withRefused.destroy();
    this.document.replace(Y.encodeStateAsUpdate(fresh));
    fresh.destroy();
    this.#refused = problem;
    this.notify(`This edit was undone: ${problem.message}`, problem.remedy);
    return instead;
  }

  #later(what: string, pause: number, load: () => Promise<void>): void {
    if (this.#closed) return;
    clearTimeout(this.#timers.get(what));
    const soon = async (): Promise<void> => {
      try {
        await load();
      } catch (error) {
        // The badge says already that the server is away; it is asked again when it is back.
        if (!(error instanceof ApiProblem) && !isAbort(error)) throw error;
      }
    };
    this.#timers.set(
      what,
      setTimeout(() => void soon(), pause),
    );
  }

  async #loadResults(): Promise<void> {
    const [results, runs] = await Promise.all([
      this.api.getResults(this.id),
      this.api.listRuns(this.id),
    ]);
    takeResults(this.runs, results);
    takeRuns(this.runs, runs);
  }

  async #loadPlan(): Promise<void> {
    if (!this.#may.edit) return; // it says what to change, and what running would cost
    this.#planning?.abort();
    this.#planning = new AbortController();
    const { signal } = this.#planning;
    takePlan(this.runs, await this.api.planRun(this.id, { mode: 'all', targets: [] }, { signal }));
  }

  #explain(error: unknown): null {
    if (!(error instanceof ApiProblem)) throw error;
    const problems = error.fields.problems;
    const first = Array.isArray(problems) ? (problems[0] as { message?: string }) : undefined;
    this.notify(first?.message ?? error.message, error.remedy);
    return null;
  }

  #changed(): void {
    if (this.document.isNewer && this.#may.edit) this.#may = { ...this.#may, edit: false };
    this.#saveState = saveState({
      loaded: this.#loaded,
      readOnly: this.document.readOnly,
      isNewer: this.document.isNewer,
      outbox: this.outbox.state,
      stream: this.#streamState,
      refused: this.#refused,
    });
    for (const listener of this.#listeners) listener();
  }
}

function named(doc: Y.Doc): NamedGraph {
  return { ...readGraph(doc), name: readName(doc) };
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
