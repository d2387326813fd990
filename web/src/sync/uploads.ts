/** Files on their way into nodes: they go on when the node is out of sight. */
import type { KodaApi } from '@/api/koda-api';
import { ApiProblem } from '@/api/problem';
import type { Asset } from '@/api/types';
import { uploadFile } from '@/api/upload';
import type { NodeSpec } from '@/core/spec';
import type { CanvasDocument } from './canvas-document';
import { holdAsset } from './hold-asset';

/** `fraction`: from 0 to 1 while it is sent; none while nothing is on its way. */
export type UploadState = { readonly fraction: number | null; readonly problem: ApiProblem | null };

const IDLE: UploadState = { fraction: null, problem: null };
const AT_ONCE = 3;

type Target = { readonly node: string; readonly kind: NodeSpec; readonly parameter: string };

export class Uploads {
  readonly #api: KodaApi;
  readonly #canvas: string;
  readonly #document: CanvasDocument;
  readonly #states = new Map<string, UploadState>();
  readonly #listeners = new Set<() => void>();
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(api: KodaApi, canvas: string, document: CanvasDocument) {
    this.#api = api;
    this.#canvas = canvas;
    this.#document = document;
  }

  state(node: string, parameter: string): UploadState {
    return this.#states.get(keyOf(node, parameter)) ?? IDLE;
  }

  watch = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Bring a file, or what is at an address, into a node; none if it could not be taken. */
  async start(target: Target, what: File | string): Promise<Asset | null> {
    if (this.#document.readOnly) return null;
    const key = keyOf(target.node, target.parameter);
    this.#set(key, { fraction: 0, problem: null });
    await this.#turn();
    try {
      const asset = await this.#bring(target.node, what, (fraction) =>
        this.#set(key, { fraction, problem: null }),
      );
      if (asset.kind === 'file') throw notMedia(what);
      holdAsset(this.#document, target.node, target.kind, target.parameter, asset);
      this.#set(key, IDLE);
      return asset;
    } catch (error) {
      const problem = error instanceof ApiProblem ? error : null;
      this.#set(key, { fraction: null, problem });
      if (!problem) throw error;
      return null;
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  #bring(node: string, what: File | string, onProgress: (share: number) => void): Promise<Asset> {
    const place = { canvas: this.#canvas, node };
    if (typeof what !== 'string') return uploadFile(this.#api, what, place, onProgress);
    onProgress(1); // how far the server is with fetching is not known
    return this.#api.importAsset(what, place);
  }

  /** Wait until few enough are on their way. */
  async #turn(): Promise<void> {
    if (this.#running >= AT_ONCE) {
      await new Promise<void>((go) => {
        this.#waiting.push(go);
      });
    }
    this.#running += 1;
  }

  #set(key: string, state: UploadState): void {
    if (state === IDLE) this.#states.delete(key);
    else this.#states.set(key, state);
    for (const listener of this.#listeners) listener();
  }
}

const keyOf = (node: string, parameter: string): string => `${node} ${parameter}`;

function notMedia(what: File | string): ApiProblem {
  const name = (typeof what === 'string' ? what : what.name) || 'This file';
  return new ApiProblem(415, {
    code: 'unsupported_type',
    detail: `${name} is no picture, film or sound that Koda knows.`,
    remedy: 'Choose another file.',
    retryable: false,
    fields: {},
  });
}
