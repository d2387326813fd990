/** Koda's HTTP interface, one method per call (`docs/spec/http.md`). */

import { Access } from '@/api/access';
import { toBase64 } from '@/api/base64';
import type {
  Collected,
  Facets,
  LibraryFilter,
  LibraryItem,
  LibraryPage,
  StorageAnswer,
  Uses,
} from '@/api/library-types';
import type { Preset, PresetDraft } from '@/api/preset-types';
import { ApiProblem, readProblem, unreachable } from '@/api/problem';
import type { SessionAnswer } from '@/api/session-types';
import type { ActRequest, TranscriptAnswer } from '@/api/transcript-types';
import type {
  Asset,
  CanvasCard,
  CanvasDraft,
  CatalogResponse,
  ConfigResponse,
  EndpointPage,
  PresenceState,
  Preview,
  Results,
  Run,
  RunRequest,
  TemplateCard,
} from '@/api/types';
import type { NodeSpec } from '@/core/spec';
import type { Json } from '@/core/values';

type Sending = { signal?: AbortSignal; keepalive?: boolean };

export class KodaApi {
  readonly access = new Access();
  readonly #base: string;

  /** `base`: the address before `/api`; none in the browser, where the server is our own origin. */
  constructor(base = '') {
    this.#base = base;
  }

  url(path: string): string {
    return `${this.#base}/api${path}`;
  }

  // Canvases

  async listCanvases(query = '', trashed = false): Promise<CanvasCard[]> {
    const search = new URLSearchParams({ query, trashed: String(trashed) });
    const answer = await this.#get<{ canvases: CanvasCard[] }>(`/canvases?${search}`);
    return answer.canvases;
  }

  async createCanvas(body: CanvasDraft): Promise<{ id: string; name: string }> {
    const answer = await this.#send<{ canvas: { id: string; name: string } }>(
      'POST',
      '/canvases',
      body,
    );
    return answer.canvas;
  }

  renameCanvas(id: string, name: string): Promise<unknown> {
    return this.#send('PUT', `/canvases/${id}`, { name });
  }

  trashCanvas(id: string): Promise<unknown> {
    return this.#send('DELETE', `/canvases/${id}`);
  }

  deleteCanvas(id: string): Promise<unknown> {
    return this.#send('DELETE', `/canvases/${id}?forever=true`);
  }

  restoreCanvas(id: string): Promise<unknown> {
    return this.#send('POST', `/canvases/${id}/restore`);
  }

  async duplicateCanvas(id: string): Promise<{ id: string; name: string }> {
    const answer = await this.#send<{ canvas: { id: string; name: string } }>(
      'POST',
      `/canvases/${id}/duplicate`,
    );
    return answer.canvas;
  }

  async listTemplates(): Promise<TemplateCard[]> {
    const answer = await this.#get<{ templates: TemplateCard[] }>('/templates');
    return answer.templates;
  }

  /** The whole canvas in the original's exchange format. */
  exportCanvas(id: string): Promise<{ canvas: Json }> {
    return this.#get(`/canvases/${id}`);
  }

  // The document

  /** Append an update; the same key again stores nothing and answers the same `seq`. */
  async postUpdate(
    canvas: string,
    message: { key: string; update: Uint8Array; author: string },
    sending: Sending = {},
  ): Promise<number> {
    const body = { ...message, update: toBase64(message.update) };
    const answer = await this.#send<{ seq: number }>(
      'POST',
      `/canvases/${canvas}/updates`,
      body,
      sending,
    );
    return answer.seq;
  }

  postPresence(
    canvas: string,
    tab: string,
    state: PresenceState | null,
    sending: Sending = {},
  ): Promise<unknown> {
    return this.#send('POST', `/canvases/${canvas}/presence`, { tab, state }, sending);
  }

  /** Open the tab's one stream; the answer's body is `text/event-stream`. */
  async openEvents(
    canvas: string,
    tab: string,
    lastEventId: string | null,
    signal: AbortSignal,
  ): Promise<Response> {
    const search = new URLSearchParams({ canvas, tab });
    const headers: Record<string, string> = { accept: 'text/event-stream' };
    if (lastEventId !== null) headers['Last-Event-ID'] = lastEventId;
    const init = { headers, signal, cache: 'no-store' as const };
    const response = await fetch(this.url(`/events?${search}`), init);
    if (!response.ok) throw await this.#problem(response);
    // Somebody has signed in again in another tab.
    if (this.access.isRefused) this.access.grant();
    return response;
  }

  // Runs

  startRun(canvas: string, request: RunRequest): Promise<Run> {
    return this.#send('POST', `/canvases/${canvas}/runs`, request);
  }

  planRun(
    canvas: string,
    request: Omit<RunRequest, 'key'>,
    sending: Sending = {},
  ): Promise<Preview> {
    return this.#send('POST', `/canvases/${canvas}/plan`, request, sending);
  }

  async listRuns(canvas: string, limit = 30): Promise<Run[]> {
    const answer = await this.#get<{ runs: Run[] }>(`/canvases/${canvas}/runs?limit=${limit}`);
    return answer.runs;
  }

  getResults(canvas: string): Promise<Results> {
    return this.#get(`/canvases/${canvas}/results`);
  }

  getRun(run: string): Promise<Run> {
    return this.#get(`/runs/${run}`);
  }

  cancelRun(run: string): Promise<unknown> {
    return this.#send('POST', `/runs/${run}/cancel`);
  }

  retryRun(run: string, key: string): Promise<Run> {
    return this.#send('POST', `/runs/${run}/retry`, { key });
  }

  answerStep(run: string, step: string, name: string, value: Json): Promise<unknown> {
    return this.#send('POST', `/runs/${run}/steps/${step}/answer`, { name, value });
  }

  /** Run one node of a kind that stands on no canvas. */
  startAct(canvas: string, request: ActRequest): Promise<Run> {
    return this.#send('POST', `/canvases/${canvas}/acts`, request);
  }

  /** What an act would cost; starts nothing. */
  planAct(canvas: string, request: ActRequest): Promise<Preview> {
    return this.#send('POST', `/canvases/${canvas}/acts/plan`, request);
  }

  /** What a language model said in a step, behind the part with this number. */
  getTranscript(run: string, step: string, after = 0): Promise<TranscriptAnswer> {
    return this.#get(`/runs/${run}/steps/${step}/transcript?after=${after}`);
  }

  // Assets

  /** Let the server fetch a file; rejects with `ApiProblem`. Sending one: `api/upload.ts`. */
  importAsset(url: string, place: { canvas?: string; node?: string } = {}): Promise<Asset> {
    return this.#send('POST', '/assets/import', {
      url,
      canvasId: place.canvas,
      nodeId: place.node,
    });
  }

  async listAssets(
    filter: { kind?: string; canvas?: string; before?: string; limit?: number } = {},
  ): Promise<{ assets: Asset[]; next: string | null }> {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(filter)) {
      if (value !== undefined) search.set(name, String(value));
    }
    return this.#get(`/assets?${search}`);
  }

  getAsset(id: string): Promise<Asset> {
    return this.#get(`/assets/${id}/record`);
  }

  /** At most 100; those that are not there are left out. */
  async getAssets(ids: readonly string[]): Promise<Asset[]> {
    const search = new URLSearchParams(ids.map((id) => ['id', id]));
    const { assets } = await this.#get<{ assets: Asset[] }>(`/assets/records?${search}`);
    return assets;
  }

  /** How loud a sound is along its time: 400 heights from 0 to 1. */
  async getPeaks(id: string): Promise<number[]> {
    const { peaks } = await this.#get<{ peaks: number[] }>(`/assets/${id}/peaks`);
    return peaks;
  }

  assetUrl(id: string): string {
    return this.url(`/assets/${id}`);
  }

  downloadUrl(id: string, name: string): string {
    return this.url(`/assets/${id}?download=${encodeURIComponent(name)}`);
  }

  /** A film as a strip of 24 pictures side by side, at even times. */
  spriteUrl(id: string): string {
    return this.url(`/assets/${id}/sprite`);
  }

  /** A WebP of at most this many pixels on its long side. */
  thumbnailUrl(id: string, size: 64 | 256 | 512 | 1024 | 2048): string {
    return this.url(`/assets/${id}/thumbnail?size=${size}`);
  }

  // The library

  listLibrary(
    filter: LibraryFilter,
    before: number | null = null,
    limit = 120,
    sending: Sending = {},
  ): Promise<LibraryPage> {
    const search = new URLSearchParams({ limit: String(limit) });
    for (const [name, value] of Object.entries({ ...filter, before: before ?? undefined })) {
      if (value !== undefined && value !== '' && value !== false) search.set(name, String(value));
    }
    return this.#request(`/library/assets?${search}`, sending);
  }

  getFacets(): Promise<Facets> {
    return this.#get('/library/facets');
  }

  getStorage(): Promise<StorageAnswer> {
    return this.#get('/library/storage');
  }

  /** What the next sweep would do. */
  getUnused(): Promise<Collected> {
    return this.#get('/library/unused');
  }

  changeAsset(id: string, change: { favourite?: boolean; name?: string }): Promise<LibraryItem> {
    return this.#send('PATCH', `/library/assets/${id}`, change);
  }

  getUses(id: string): Promise<Uses> {
    return this.#get(`/library/assets/${id}/uses`);
  }

  /** Gives how many are newly in the trash, and on how many canvases they are used. */
  trashAssets(assets: readonly string[]): Promise<{ count: number; used_on: number }> {
    return this.#send('POST', '/library/trash', { assets });
  }

  restoreAssets(assets: readonly string[]): Promise<{ count: number }> {
    return this.#send('POST', '/library/restore', { assets });
  }

  /** Remove for good what is in the trash. */
  removeAssets(assets: readonly string[]): Promise<Collected> {
    return this.#send('POST', '/library/remove', { assets });
  }

  // Presets of a person

  async listPresets(): Promise<Preset[]> {
    return (await this.#get<{ presets: Preset[] }>('/presets')).presets;
  }

  createPreset(draft: PresetDraft): Promise<Preset> {
    return this.#send('POST', '/presets', draft);
  }

  changePreset(id: string, change: Partial<Omit<PresetDraft, 'kind'>>): Promise<Preset> {
    return this.#send('PATCH', `/presets/${id}`, change);
  }

  deletePreset(id: string): Promise<unknown> {
    return this.#send('DELETE', `/presets/${id}`);
  }

  restorePreset(id: string): Promise<Preset> {
    return this.#send('POST', `/presets/${id}/restore`);
  }

  // The rest

  getCatalog(): Promise<CatalogResponse> {
    return this.#get('/catalog');
  }

  // Endpoints

  searchEndpoints(query: string, sending: Sending = {}): Promise<EndpointPage> {
    const search = new URLSearchParams({ q: query });
    return this.#request(`/endpoints/search?${search}`, sending);
  }

  /** Add an endpoint by its id; gives the kind that it is from now on. */
  addEndpoint(id: string): Promise<NodeSpec> {
    return this.#send('POST', '/endpoints', { id });
  }

  /** Ask fal.ai again what an added endpoint takes. */
  refreshEndpoint(id: string): Promise<NodeSpec> {
    return this.#send('POST', `/endpoints/${id}/refresh`);
  }

  endpointPictureUrl(id: string): string {
    return this.url(`/endpoints/${id}/thumbnail`);
  }

  getConfig(): Promise<ConfigResponse> {
    return this.#get('/config');
  }

  getHealth(): Promise<{ status: string; version: string }> {
    return this.#get('/health');
  }

  // Who is there

  /** Ask who this browser is to the server, and remember it. */
  async getSession(): Promise<SessionAnswer> {
    const session = await this.#get<SessionAnswer>('/session');
    this.access.know(session);
    return session;
  }

  /** Exchange the password, or the token, for the session cookie. */
  async signIn(secret: string): Promise<void> {
    await this.#send('POST', '/session', { secret });
    await this.getSession();
    this.access.grant();
  }

  signOut(): Promise<unknown> {
    return this.#send('DELETE', '/session');
  }

  /** A call that has no method here: those of pages which are seldom open stay with their page. */
  ask<Body>(method: string, path: string, body?: unknown): Promise<Body> {
    return this.#send(method, path, body);
  }

  #get<Body>(path: string): Promise<Body> {
    return this.#request(path, {});
  }

  #send<Body>(method: string, path: string, body?: unknown, sending: Sending = {}): Promise<Body> {
    const init: RequestInit = { method, ...sending };
    if (body !== undefined) {
      init.body = JSON.stringify(body);
      init.headers = { 'content-type': 'application/json' };
    }
    return this.#request(path, init);
  }

  async #request<Body>(path: string, init: RequestInit): Promise<Body> {
    let response: Response;
    try {
      response = await fetch(this.url(path), init);
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') throw error;
      throw unreachable();
    }
    if (!response.ok) throw await this.#problem(response);
    if (response.status === 204) return undefined as Body;
    try {
      return (await response.json()) as Body;
    } catch {
      throw new ApiProblem(response.status, {
        code: 'not_json',
        detail: 'Koda answered with something that is not JSON.',
        remedy: 'Reload the page.',
        retryable: true,
        fields: {},
      });
    }
  }

  #problem(response: Response): Promise<ApiProblem> {
    if (response.status === 401) this.access.refuse();
    return readProblem(response);
  }
}

/** The server this page came from. */
export const api = new KodaApi();
