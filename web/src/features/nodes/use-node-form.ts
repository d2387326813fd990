/** A node's parameters as fields under its model; re-renders when its parameters change. */
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { ModelCard } from '@/core/models';
import { usedCard, wiredInputs } from '@/core/ports';
import { modelParameter, type NodeSpec } from '@/core/spec';
import type { Json } from '@/core/values';
import { useNodeParameters, useSession } from '@/sync/use-session';
import type { Size } from './form/card-size';
import { type Field, fieldsOf, readValue } from './form/fields';

export { modelParameter };

export type NodeForm = {
  readonly fields: readonly Field[];
  /** The model that the node uses now; none if it has none, or an unknown one. */
  readonly card: ModelCard | null;
  readonly parameters: Readonly<Record<string, Json>>;
};

const NOTHING: Readonly<Record<string, Json>> = {};

export function useNodeForm(id: string, kind: NodeSpec): NodeForm {
  const parameters = useNodeParameters(id) ?? NOTHING;
  const card = useUsedCard(id, kind);
  const fields = useMemo(() => fieldsOf(kind, card), [kind, card]);
  return useMemo(() => ({ fields, card, parameters }), [fields, card, parameters]);
}

/** The model that a node uses now; the same object while that does not change. */
export function useUsedCard(id: string, kind: NodeSpec): ModelCard | null {
  const { catalog, document } = useSession();
  const watch = useCallback((listener: () => void) => document.watch(listener), [document]);
  return useSyncExternalStore(watch, () =>
    usedCard(
      catalog,
      kind,
      document.node(id)?.parameters ?? NOTHING,
      wiredInputs(document.edges, id),
    ),
  );
}

/** What a run would use for a field of this control (`ratio`, `count`, …); none without such a field. */
export function currentValue(form: NodeForm, control: string): Json | undefined {
  const field = form.fields.find((one) => one.control === control);
  return field && readValue(field, form.parameters[field.name]).value;
}

/** The size of a node's card; re-renders when that changes, not when the node moves. */
export function useCardSize(id: string, kind: NodeSpec): Size {
  const { document } = useSession();
  const watch = useCallback(
    (listener: () => void) => document.watchNode(id, listener),
    [document, id],
  );
  const width = useSyncExternalStore(watch, () => document.node(id)?.width ?? kind.width);
  const height = useSyncExternalStore(watch, () => document.node(id)?.height ?? kind.height);
  return { width, height };
}
