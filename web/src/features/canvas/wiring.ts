/** Draws wires between ends that fit, and puts nodes between them. */
import type { CanvasEdge } from '@/core/canvas';
import {
  firstFittingInput,
  firstFittingOutput,
  judgeWire,
  titles,
  typesFit,
  type Wire,
} from '@/core/connect';
import { AUTO } from '@/core/models';
import { openInputs, usedCard, wiredInputs } from '@/core/ports';
import { offersFor } from '@/core/repair';
import { modelParameter, type NodeSpec, outputTypes } from '@/core/spec';
import type { CanvasSession } from '@/sync/session';
import {
  type CanvasStore,
  type ModelOfferHere,
  type Point,
  type PortEnd,
  select,
} from './canvas-state';
import { freeNode } from './free-node';

export class Wiring {
  private readonly session: CanvasSession;
  private readonly store: CanvasStore;

  constructor(session: CanvasSession, store: CanvasStore) {
    this.session = session;
    this.store = store;
  }

  /** The wire between an end and the first end of a kind that fits, once that has its id. */
  wireFor(spec: NodeSpec, from: PortEnd): ((id: string) => Wire) | null {
    const { catalog } = this.session;
    if (from.side === 'output') {
      const input = firstFittingInput({ inputs: openInputs(catalog, spec) }, from.types);
      if (!input) return null;
      return (id) => ({
        source: from.node,
        output: from.port,
        target: id,
        input: input.name,
      });
    }
    const output = firstFittingOutput(spec, from.types);
    if (!output) return null;
    return (id) => ({ source: id, output: output.name, target: from.node, input: from.port });
  }

  /** The edge that must go when this wire comes: its input takes one only. */
  replaced(wire: Wire): string | null {
    const { document, kinds } = this.session;
    const target = document.node(wire.target);
    const input = target && kinds.get(target.kind)?.inputs.find((end) => end.name === wire.input);
    if (!input || input.many) return null;
    const there = document.edges.find(
      (edge) => edge.target === wire.target && edge.input === wire.input,
    );
    return there?.id ?? null;
  }

  /** Draw a wire if it may be; otherwise give why not. */
  connect(wire: Wire): ReturnType<typeof judgeWire> {
    const { catalog, document, kinds } = this.session;
    const verdict = judgeWire(document.graph, kinds, catalog, wire);
    if (verdict.ok) document.connect(wire, verdict.replaces);
    return verdict;
  }

  /** The wire that a drop on a node draws: to its first end that fits. */
  wireTo(node: string, from: PortEnd): Wire | null {
    const { catalog, document, kinds } = this.session;
    const target = document.node(node);
    const spec = target && kinds.get(target.kind);
    if (!spec || node === from.node) return null;
    if (from.side === 'input') {
      return this.wireFor(spec, from)?.(node) ?? null;
    }
    const taken = wiredInputs(document.edges, node);
    const inputs = openInputs(catalog, spec, target.parameters, taken);
    const input = firstFittingInput({ inputs }, from.types, taken);
    if (!input) return null;
    return { source: from.node, output: from.port, target: node, input: input.name };
  }

  /** Why nothing on a node takes a wire. */
  whyNot(node: string | null, from: PortEnd): string {
    const { catalog, document, kinds } = this.session;
    const target = node === null ? undefined : document.node(node);
    const spec = target && kinds.get(target.kind);
    const types = titles(from.types).toLowerCase();
    if (!spec || from.side === 'input') return 'Nothing on this node fits that.';
    const wired = wiredInputs(document.edges, target.id);
    const isOfModels = spec.inputs.some(
      (input) => input.by_model && typesFit(from.types, input.types),
    );
    const card = isOfModels ? usedCard(catalog, spec, target.parameters, wired) : null;
    return `${card?.title ?? spec.title} takes no ${types} here.`;
  }

  /** Models with which a node would take a wire. */
  otherModels(node: string | null, from: PortEnd, input?: string): ModelOfferHere[] {
    const { catalog, document, kinds } = this.session;
    if (node === null || from.side === 'input') return [];
    const found = offersFor(document.graph, kinds, catalog, node, from.types, input);
    return found.map(({ model, card, input: end }) => ({
      title: model === AUTO ? 'Use Auto' : `Use ${card.title}`,
      model,
      wire: { source: from.node, output: from.port, target: node, input: end.name },
    }));
  }

  /** Choose another model, and draw the wire that it takes. */
  takeOffer({ model, wire }: ModelOfferHere): void {
    const { document, kinds } = this.session;
    const target = document.node(wire.target);
    const spec = target && kinds.get(target.kind);
    const name = spec && modelParameter(spec);
    if (!name) return;
    document.step(() => {
      document.setParameters(wire.target, { [name]: model });
      // Not judged again: the graph shows the new model only after the step.
      document.connect(wire, this.replaced(wire));
    });
  }

  /** Put a converter between two ends that do not fit. */
  convert(spec: NodeSpec, wire: Wire, at: Point): void {
    const { catalog, document, kinds } = this.session;
    const source = document.node(wire.source);
    const target = document.node(wire.target);
    const from = source && kinds.get(source.kind);
    const to = target && kinds.get(target.kind);
    const output = from?.outputs.find((end) => end.name === wire.output);
    const input = to?.inputs.find((end) => end.name === wire.input);
    if (!source || !from || !output || !input) return;
    const inputs = openInputs(catalog, spec);
    const entry = firstFittingInput({ inputs }, outputTypes(from, output, source.parameters));
    const exit = firstFittingOutput(spec, input.types);
    if (!entry || !exit) return;
    const node = freeNode(this.session, spec, at);
    document.step(() => {
      document.add([node]);
      document.connect({ ...wire, target: node.id, input: entry.name });
      const out = { ...wire, source: node.id, output: exit.name };
      document.connect(out, this.replaced(out));
    });
    select(this.store, [node.id]);
  }

  /** Put an unwired node between the ends of an edge, if it fits there. */
  insertOn(edge: CanvasEdge, id: string): boolean {
    const { catalog, document, kinds } = this.session;
    const node = document.node(id);
    const spec = node && kinds.get(node.kind);
    const source = document.node(edge.source);
    const from = source && kinds.get(source.kind);
    const output = from?.outputs.find((end) => end.name === edge.output);
    const target = document.node(edge.target);
    const to = target && kinds.get(target.kind);
    const input = to?.inputs.find((end) => end.name === edge.input);
    if (!spec || !source || !from || !output || !input) return false;
    const inputs = openInputs(catalog, spec, node.parameters, wiredInputs(document.edges, id));
    const entry = firstFittingInput({ inputs }, outputTypes(from, output, source.parameters));
    const exit = firstFittingOutput(spec, input.types);
    if (!entry || !exit) return false;
    document.step(() => {
      document.removeEdges([edge.id]);
      const { source: first, output: name, target: last, input: end } = edge;
      document.connect({ source: first, output: name, target: id, input: entry.name });
      document.connect({ source: id, output: exit.name, target: last, input: end });
    });
    return true;
  }
}
