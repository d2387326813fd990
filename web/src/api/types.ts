/** The shapes of Koda's HTTP interface (`docs/spec/http.md`). */
import type { TranscriptPart } from '@/api/transcript-types';
import type { Models, Offer } from '@/core/models';
import type { NodeSpec } from '@/core/spec';
import type { Json, Value } from '@/core/values';

export type RunMode = 'node' | 'from' | 'to' | 'selection' | 'all';
export type RunState = 'running' | 'done' | 'failed' | 'cancelled';
export type StepState =
  | 'blocked'
  | 'ready'
  | 'running'
  | 'waiting'
  | 'asking'
  | 'done'
  | 'failed'
  | 'cancelled'
  | 'skipped';
export type WhyRan = 'never_ran' | 'changed' | 'upstream' | 'asked_again' | 'failed_before';

export type Failure = {
  code: string;
  message: string;
  remedy: string;
  retryable: boolean;
  fields: Record<string, Json>;
};

export type Progress = { fraction: number | null; queue_position: number | null; message: string };

export type Question = {
  name: string;
  text: string;
  choices: { value: string; title: string; description: string }[];
  fields: Record<string, Json>;
};

/** Prices and costs are micro-dollars; times are Unix milliseconds. */
export type Step = {
  id: string;
  run: string;
  node: string;
  kind: string;
  title: string;
  state: StepState;
  cached: boolean;
  why: WhyRan | null;
  /** Grows with each change of its state: of two views, the larger is the newer. */
  version: number;
  attempt: number;
  progress: Progress | null;
  outputs: Record<string, Value>;
  failure: Failure | null;
  question: Question | null;
  model: string | null;
  seed: number | null;
  price: number;
  cost: number;
  depends_on: string[];
  created_at: number;
  started_at: number | null;
  ended_at: number | null;
};

export type Run = {
  id: string;
  canvas: string;
  seq: number;
  mode: RunMode;
  targets: string[];
  state: RunState;
  total: number;
  done: number;
  cached: number;
  failed: number;
  price: number;
  cost: number;
  ceiling: number | null;
  created_at: number;
  ended_at: number | null;
  steps: Step[];
};

export type Problem = {
  code: string;
  message: string;
  remedy: string;
  severity: 'error' | 'warning';
  node: string | null;
  edge: string | null;
  input: string | null;
  parameter: string | null;
};

export type PlannedStep = {
  node: string;
  kind: string;
  cached: boolean;
  why: WhyRan | null;
  model: string | null;
  price: number;
  /** It costs something that nobody has said. */
  unpriced: boolean;
};

export type Preview = {
  seq: number;
  total: number;
  to_run: number;
  price: number;
  /** How many of them cost something that nobody has said. */
  unpriced: number;
  steps: PlannedStep[];
  problems: Problem[];
};

export type NodeResult = { node: string; steps: Step[] };
export type Results = { results: NodeResult[]; stale: string[] };

export type RunRequest = {
  key: string;
  mode: RunMode;
  targets: string[];
  seq?: number;
  fresh?: string[];
  ceiling?: number;
};

export type Asset = {
  id: string;
  hash: string;
  kind: 'image' | 'video' | 'audio' | 'file';
  mime: string;
  size: number;
  name: string;
  width: number | null;
  height: number | null;
  duration: number | null;
  has_audio: boolean | null;
  /** Pictures a second, the mean, and how many there are: of films that say so. */
  fps: number | null;
  frames: number | null;
  color: string | null;
  placeholder: string | null;
  origin: 'generated' | 'uploaded' | 'imported';
  canvas: string | null;
  node: string | null;
  run: string | null;
  step: string | null;
  recipe: Recipe | null;
  created_at: number;
};

export type Recipe = {
  kind: string;
  node: string;
  model: string | null;
  provider: string | null;
  endpoint: string | null;
  prompt: string | null;
  seed: number | null;
  parameters: Record<string, Json>;
  inputs: string[];
  /** What each of the inputs was there for. */
  roles: string[];
  request_id: string | null;
  cost: number;
  seconds: number | null;
  note: string | null;
};

export type CanvasCard = {
  id: string;
  name: string;
  createdAt: number | string;
  updatedAt: number | string;
  nodeCount: number;
  thumbnail: string | null;
  thumbnails?: string[];
  deletedAt?: number | string | null;
};

/** A new canvas: empty, from a template, or with nodes and edges in the original's shape. */
export type CanvasDraft = {
  name?: string;
  template?: string;
  nodes?: readonly Json[];
  edges?: readonly Json[];
};

/** A canvas to start from; `nodes` and `edges` are its outline, enough to draw it small. */
export type TemplateCard = {
  id: string;
  name: string;
  description: string;
  nodeCount: number;
  nodes: { kind: string; x: number; y: number; width: number; height: number }[];
  /** Places in `nodes`: from, to. */
  edges: [number, number][];
};

/** Where this Koda keeps what it keeps, by kind only. */
export type ConfigResponse = {
  config: {
    canvas: { type: string; backend: string; location: string; isCloud: boolean };
    assets: {
      type: string;
      location: string;
      isCloud: boolean;
      isConfigured: boolean;
      /** Files above so many bytes go straight into the store. */
      directUploadsAbove: number | null;
    };
    /** Who writes: the provider where no setting names another, and the model of each role. */
    text: {
      provider: string;
      isConfigured: boolean;
      roles: Record<
        string,
        {
          model: string;
          title: string;
          unavailable: string;
          /** Micro-dollars of a million tokens; null if nobody has said it. */
          inputPrice: number | null;
          outputPrice: number | null;
        }
      >;
    };
  };
};

/** A model card with whether it can be used here. */
export type ModelOffer = Offer;

/** Everything that a canvas can be made of. */
export type CatalogResponse = Models & { kinds: NodeSpec[] };

/** An endpoint of fal.ai's catalogue; `price` is for people to read. */
export type EndpointCard = {
  id: string;
  title: string;
  description: string;
  category: string;
  status: string;
  price: string;
  has_thumbnail: boolean;
  added: boolean;
};

/** `notice` says why it is only what is kept here, if it is. */
export type EndpointPage = {
  endpoints: EndpointCard[];
  next: string | null;
  notice: string;
};

export type PresenceState = {
  name: string;
  color: string;
  cursor?: { x: number; y: number } | null;
  selection?: string[];
  /** Where dragged nodes are now, by id, in the coordinates of the document. */
  drag?: Record<string, { x: number; y: number }> | null;
};

export type StreamEvent =
  | { type: 'snapshot'; seq: number; update: string }
  | { type: 'update'; seq: number; key: string; author: string; update: string }
  | { type: 'caught_up'; seq: number }
  | { type: 'presence'; tab: string; state: PresenceState | null }
  | { type: 'run'; canvas: string; run: Run }
  | { type: 'step'; canvas: string; run: string; step: Step }
  | { type: 'said'; canvas: string; run: string; step: string; parts: TranscriptPart[] }
  | { type: 'canvas'; canvas: string; name: string; deleted: boolean };
