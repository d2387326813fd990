/** Keeps the painted scene in step with the document, the selection and what runs. */
import type { Step } from '@/api/types';
import type { CanvasEdge, CanvasNode } from '@/core/canvas';
import { noteLook, plainText } from '@/core/note-look';
import { type InputPort, inputPorts, wiredInputs } from '@/core/ports';
import { GROUP, type NodeSpec, outputTypes } from '@/core/spec';
import { isMedia, singles, type ValueType } from '@/core/values';
import { currentStep, shownStep } from '@/sync/run-store';
import type { CanvasSession } from '@/sync/session';
import type { CanvasStore } from './canvas-state';
import { sizeOf, titleOf } from './places';
import { Scene, type SceneEdge, type SceneNode, type SceneStatus } from './scene/scene';

/** The type that gives a kind its colour: what it makes, or else what it takes. */
export function typeOf(spec: NodeSpec | undefined, node?: CanvasNode): ValueType {
  const output = spec?.outputs[0];
  if (spec && output) return outputTypes(spec, output, node?.parameters ?? {})[0] ?? 'text';
  return spec?.inputs[0]?.types[0] ?? 'text';
}

export class SceneFeed {
  readonly scene = new Scene();
  /** What inputs nodes had when their edges were fed. */
  readonly #shown = new Map<string, readonly InputPort[]>();
  readonly #session: CanvasSession;
  readonly #store: CanvasStore;

  constructor(session: CanvasSession, store: CanvasStore) {
    this.#session = session;
    this.#store = store;
    this.#feedAll();
  }

  /** Follow until the returned function is called. */
  start(): () => void {
    const { document, runs } = this.#session;
    this.#feedAll();
    const leave = [
      this.#session.watchKinds(() => this.#feedAll()),
      document.watch((change) => {
        if (change.membership || change.edges) this.#feedAll();
        else this.#feed(change.nodes);
      }),
      runs.subscribe((now, before) => {
        const isSame = now.steps === before.steps && now.shown === before.shown;
        if (isSame && now.stale === before.stale) return;
        const ids = new Set([...Object.keys(now.steps), ...now.stale, ...before.stale]);
        this.#feed([...ids].filter((id) => isChanged(id, now, before)));
      }),
      this.#store.subscribe((now, before) => {
        if (now.nodes === before.nodes) return;
        for (const id of before.nodes) if (!now.nodes.has(id)) this.#mark(id, false);
        for (const id of now.nodes) if (!before.nodes.has(id)) this.#mark(id, true);
      }),
    ];
    return () => {
      for (const one of leave) one();
    };
  }

  #mark(id: string, selected: boolean): void {
    this.scene.patchNode(id, { selected });
  }

  #feedAll(): void {
    const { document } = this.#session;
    const edges = document.edges.map((edge) => this.#edge(edge)).filter((edge) => edge !== null);
    const kept = new Set(edges.map((edge) => edge.id));
    this.scene.apply({
      removedNodes: [...this.scene.ids()].filter((id) => !document.node(id)),
      removedEdges: this.scene.all().edges?.flatMap(({ id }) => (kept.has(id) ? [] : [id])) ?? [],
      nodes: document.ids.map((id) => this.#node(id)).filter((node) => node !== null),
      edges,
    });
  }

  #feed(ids: Iterable<string>): void {
    const all = new Set(ids);
    for (const id of [...all]) {
      if (this.#session.document.node(id)?.kind === GROUP) this.#addMembers(id, all);
    }
    const nodes = [...all].map((id) => this.#node(id)).filter((node) => node !== null);
    const edges = [...all].flatMap((id) => this.#rewired(id));
    if (nodes.length > 0) this.scene.apply(edges.length > 0 ? { nodes, edges } : { nodes });
  }

  /** The edges into a node whose inputs are others than before: another model was chosen. */
  #rewired(id: string): SceneEdge[] {
    const { document, kinds } = this.#session;
    const node = document.node(id);
    const spec = node && kinds.get(node.kind);
    if (!node || !spec?.inputs.some((input) => input.by_model)) return [];
    const ports = this.#ports(spec, node);
    if (this.#shown.get(id) === ports) return [];
    this.#shown.set(id, ports);
    const into = document.edges.filter((edge) => edge.target === id);
    return into.map((edge) => this.#edge(edge)).filter((edge) => edge !== null);
  }

  #ports(spec: NodeSpec, node: CanvasNode): readonly InputPort[] {
    const { catalog, document } = this.#session;
    return inputPorts(catalog, spec, node.parameters, wiredInputs(document.edges, node.id));
  }

  #addMembers(group: string, all: Set<string>): void {
    for (const member of this.#session.document.membersOf(group)) {
      if (all.has(member.id)) continue;
      all.add(member.id);
      if (member.kind === GROUP) this.#addMembers(member.id, all);
    }
  }

  #node(id: string): SceneNode | null {
    const session = this.#session;
    const node = session.document.node(id);
    if (!node) return null;
    const spec = session.kinds.get(node.kind);
    const runs = session.runs.getState();
    const current = currentStep(runs, id);
    const look = noteLook(node, spec);
    return {
      id,
      ...session.document.absolute(id),
      ...sizeOf(session, node),
      z: node.kind === GROUP ? node.z - 1000 : node.z,
      shape: node.kind === GROUP ? 'group' : 'card',
      type: typeOf(spec, node),
      icon: spec?.icon ?? 'box',
      title: titleOf(session, node),
      text: look ? plainText(bodyText(node, spec)) : bodyText(node, spec),
      asset: shownAsset(node, spec, shownStep(runs, id), runs.shown[id]?.item),
      color: look?.color ?? '',
      selected: this.#store.getState().nodes.has(id),
      status: statusOf(current, runs.stale.has(id)),
      progress: current?.progress?.fraction ?? 0,
      ...(look ? { look } : {}),
    };
  }

  #edge(edge: CanvasEdge): SceneEdge | null {
    const { document, kinds } = this.#session;
    const source = document.node(edge.source);
    const target = document.node(edge.target);
    const from = source && kinds.get(source.kind);
    const to = target && kinds.get(target.kind);
    const output = from?.outputs.findIndex((end) => end.name === edge.output) ?? -1;
    const ports = target && to ? this.#ports(to, target) : [];
    const input = ports.findIndex((port) => port.input.name === edge.input);
    return {
      id: edge.id,
      source: edge.source,
      target: edge.target,
      output: Math.max(0, output),
      outputs: from?.outputs.length ?? 1,
      input: Math.max(0, input),
      inputs: Math.max(1, ports.length),
      type: edgeType(from, source, edge.output),
      broken: ports[input]?.isBroken ?? false,
    };
  }
}

type Runs = ReturnType<CanvasSession['runs']['getState']>;

function isChanged(id: string, now: Runs, before: Runs): boolean {
  if (now.steps[id] !== before.steps[id] || now.shown[id] !== before.shown[id]) return true;
  return now.stale.has(id) !== before.stale.has(id);
}

/** What flows through an edge: the type of its output. */
export function edgeType(
  spec: NodeSpec | undefined,
  node: CanvasNode | undefined,
  output: string,
): ValueType {
  const end = spec?.outputs.find((one) => one.name === output);
  return (spec && end && outputTypes(spec, end, node?.parameters ?? {})[0]) ?? 'text';
}

/** The text a card shows where it has no picture: its prompt or content. */
function bodyText(node: CanvasNode, spec: NodeSpec | undefined): string {
  for (const [name, schema] of Object.entries(spec?.parameters.properties ?? {})) {
    const value = node.parameters[name];
    if (schema['x-shared-text'] && typeof value === 'string' && value) return value.slice(0, 400);
  }
  return '';
}

/** The picture a card shows: an item of its result, or the media file that is set on it. */
export function shownAsset(
  node: CanvasNode,
  spec: NodeSpec | undefined,
  step: Step | null,
  item = 0,
): string {
  for (const value of Object.values(step?.outputs ?? {})) {
    const pictures = singles(value).filter((one) => isMedia(one) && one.type !== 'audio');
    const media = pictures[item] ?? pictures[0];
    if (media && isMedia(media)) return media.asset;
  }
  for (const [name, schema] of Object.entries(spec?.parameters.properties ?? {})) {
    const value = node.parameters[name];
    if (schema['x-control'] === 'asset' && typeof value === 'string') return value;
  }
  return '';
}

function statusOf(step: Step | null, isStale: boolean): SceneStatus {
  switch (step?.state) {
    case 'blocked':
    case 'ready':
      return 'queued';
    case 'running':
    case 'waiting':
      return 'running';
    case 'asking':
      return 'waiting';
    case 'failed':
      return 'failed';
    case 'done':
      return isStale ? 'stale' : 'done';
    default:
      return isStale ? 'stale' : 'idle';
  }
}
