/** Sets a parameter from a form; a new ratio changes the card with it. */
import type { NodeSpec } from '@/core/spec';
import type { Json } from '@/core/values';
import type { CanvasDocument } from '@/sync/canvas-document';
import { parseRatio, sizeForRatio } from './card-size';
import { type Field, readValue } from './fields';

/** Chosen from a list without counted values. */
const PICKED: ReadonlySet<string> = new Set(['model', 'voice']);

/**
 * Without a value the parameter has its default again. What is picked is a step of its own to undo;
 * what is typed or drawn is one with what came just before.
 */
export function setField(
  document: CanvasDocument,
  id: string,
  kind: NodeSpec,
  field: Field,
  value: Json | undefined,
): void {
  const node = document.node(id);
  if (!node) return;
  if (field.control !== 'ratio') {
    const isPicked =
      field.choices !== null || field.type === 'boolean' || PICKED.has(field.control);
    if (isPicked) document.setParameters(id, { [field.name]: value });
    else document.setParameter(id, field.name, value);
    return;
  }
  const now = { width: node.width ?? kind.width, height: node.height ?? kind.height };
  const from = parseRatio(readValue(field, node.parameters[field.name]).value);
  const to = parseRatio(value ?? field.fallback);
  document.step(() => {
    document.setParameters(id, { [field.name]: value });
    if (to === null) return;
    const size = sizeForRatio(kind, now, from ?? now.width / now.height, to);
    document.resize(id, { x: node.x, y: node.y, ...size });
  });
}
