/** A node's parameters as fields under its model; re-renders when its parameters change. */
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { findCard, type ModelCard } from '@/core/models';
import type { NodeSpec } from '@/core/spec';
import type { Json } from '@/core/values';
import { useNodeParameters, useSession } from '@/sync/use-session';
import type { Size } from './form/card-size';
import { type Field, fieldsOf, readValue } from './form/fields';

export type NodeForm = {
  readonly fields: readonly Field[];
  /** The model that the node uses now; none if it has none, or an unknown one. */
  readonly card: ModelCard | null;
  readonly parameters: Readonly<Record<string, Json>>;
};

const NOTHING: Readonly<Record<string, Json>> = {};

/** The parameter of a kind that names its model. */
export function modelParameter(kind: NodeSpec): string | null {
  const properties = Object.entries(kind.parameters.properties ?? {});
  return properties.find(([, schema]) => schema['x-control'] === 'model')?.[0] ?? null;
}

export function useNodeForm(id: string, kind: NodeSpec): NodeForm {
  const { catalog } = useSession();
  const parameters = useNodeParameters(id) ?? NOTHING;
  const name = modelParameter(kind);
  const model = name === null ? undefined : parameters[name];
  const shape = useMemo(() => {
    const card = name === null ? null : findCard(catalog, kind.task, model);
    return { card, fields: fieldsOf(kind, card) };
  }, [catalog, kind, name, model]);
  return useMemo(() => ({ ...shape, parameters }), [shape, parameters]);
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
