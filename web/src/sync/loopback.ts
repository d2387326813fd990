/**
 * A small real server for tests: keeps a canvas's log and streams it, with faults on request.
 * Used by tests only; nothing else imports it.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as Y from 'yjs';
import { fromBase64, toBase64 } from '@/api/base64';
import type { ActRequest, TranscriptPart } from '@/api/transcript-types';
import type { RunRequest } from '@/api/types';

type Row = { key: string; update: Uint8Array };

/** What happens to the next update that comes in. */
export type Fault = 'none' | 'lose_request' | 'lose_answer' | 'unavailable';

export class Loopback {
  readonly rows: Row[] = [];
  readonly doc = new Y.Doc();
  /** Runs and acts that were asked for, those that were stopped, and what is said in every step. */
  readonly started: RunRequest[] = [];
  readonly acts: ActRequest[] = [];
  readonly cancelled: string[] = [];
  readonly said: TranscriptPart[] = [];
  /** Asked for each update: may lose it, its answer, or say 503. */
  fault: () => Fault = () => 'none';
  /** Gives the reason if an update must be refused. */
  refuse: (doc: Y.Doc) => string | null = () => null;
  readonly #streams = new Map<ServerResponse, string>();
  readonly #server = createServer((request: IncomingMessage, response: ServerResponse) => {
    void this.#serve(request, response);
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.cutStreams();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  cutStreams(): void {
    for (const stream of this.#streams.keys()) stream.destroy();
    this.#streams.clear();
  }

  /** Say something in a step, to whoever follows. */
  say(step: string, parts: readonly TranscriptPart[]): void {
    this.said.push(...parts);
    this.#tell({ type: 'said', canvas: 'c', run: 'r', step, parts });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname === '/api/events') return this.#stream(request, response);
    const body = await readBody(request);
    if (url.pathname.endsWith('/updates')) return this.#update(response, JSON.parse(body));
    if (url.pathname.endsWith('/presence')) {
      const { tab, state } = JSON.parse(body);
      this.#tell({ type: 'presence', tab, state }, undefined, tab);
      return json(response, 200, {});
    }
    const run = /\/runs\/([^/]+)(\/cancel)?$/.exec(url.pathname);
    if (url.pathname.endsWith('/acts')) {
      this.acts.push(JSON.parse(body));
      return json(response, 201, this.#act(`run_${this.acts.length}`));
    }
    if (run?.[1]) {
      if (run[2]) this.cancelled.push(run[1]);
      const act = this.#act(run[1]);
      return act ? json(response, 200, act) : problem(response, 404, 'not_found', 'No such run.');
    }
    if (url.pathname.endsWith('/results')) return json(response, 200, { results: [], stale: [] });
    if (url.pathname.endsWith('/transcript')) {
      return json(response, 200, { parts: this.said, ended: false });
    }
    if (url.pathname.endsWith('/runs')) {
      if (request.method !== 'POST') return json(response, 200, { runs: [] });
      this.started.push(JSON.parse(body));
      return json(response, 201, { id: `run_${this.started.length}`, state: 'running', steps: [] });
    }
    const plan = { seq: this.rows.length, total: 0, to_run: 0, price: 0, steps: [], problems: [] };
    json(response, 200, plan);
  }

  /** The run of an act, whose step goes on for ever. */
  #act(id: string): object | null {
    const act = this.acts[Number(id.slice(4)) - 1];
    if (!act) return null;
    const node = `act-${act.key}`;
    const step = { id: `stp_${id}`, run: id, node, state: 'running', outputs: {}, created_at: 1 };
    return { id, targets: [node], state: 'running', steps: [step], created_at: 1 };
  }

  #update(response: ServerResponse, message: { key: string; update: string }): void {
    const fault = this.fault();
    if (fault === 'lose_request') response.destroy();
    else if (fault === 'unavailable') problem(response, 503, 'unavailable', 'Not now.');
    else {
      const seq = this.#append(message.key, fromBase64(message.update));
      if (typeof seq === 'string') problem(response, 422, 'canvas.update_refused', seq);
      else if (fault === 'lose_answer') response.destroy();
      else json(response, 200, { seq });
    }
  }

  #append(key: string, update: Uint8Array): number | string {
    const known = this.rows.findIndex((row) => row.key === key);
    if (known >= 0) return known + 1;
    const trial = new Y.Doc();
    Y.applyUpdate(trial, Y.encodeStateAsUpdate(this.doc));
    Y.applyUpdate(trial, update);
    const refusal = this.refuse(trial);
    if (refusal !== null) return refusal;
    Y.applyUpdate(this.doc, update);
    this.rows.push({ key, update });
    this.#tell(this.#event(this.rows.length - 1), `${this.rows.length}.0`);
    return this.rows.length;
  }

  #event(at: number): object {
    const row = this.rows[at] as Row;
    return { type: 'update', seq: at + 1, key: row.key, author: '', update: toBase64(row.update) };
  }

  #stream(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const after = Number.parseInt(String(request.headers['last-event-id'] ?? '0'), 10);
    for (let at = after; at < this.rows.length; at++) {
      write(response, this.#event(at), `${at + 1}.0`);
    }
    write(response, { type: 'caught_up', seq: this.rows.length }, `${this.rows.length}.0`);
    const url = new URL(request.url ?? '/', 'http://localhost');
    this.#streams.set(response, url.searchParams.get('tab') ?? '');
    response.on('close', () => this.#streams.delete(response));
  }

  #tell(event: object, id?: string, except?: string): void {
    for (const [stream, tab] of this.#streams) if (tab !== except) write(stream, event, id);
  }
}

function write(response: ServerResponse, event: object, id?: string): void {
  const name = id === undefined ? '' : `id: ${id}\n`;
  response.write(`${name}data: ${JSON.stringify(event)}\n\n`);
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function problem(response: ServerResponse, status: number, code: string, detail: string): void {
  json(response, status, { code, detail, remedy: '', retryable: status >= 500, fields: {} });
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request) text += piece;
  return text;
}
