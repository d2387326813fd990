/** Which fields of a node stand on its card: the rest is in the inspector. */
import type { NodeSpec } from '@/core/spec';
import type { Field } from '../form/fields';

/** What people change most on makers, beside model, ratio and count. */
const OFTEN: ReadonlySet<string> = new Set(['duration', 'generate_audio', 'voice', 'factor']);
/** As many as leave a tool's result its room. */
const MOST_OF_A_TOOL = 2;

/** Of a maker: its model and what everybody sets; of a tool: its first few. */
export function mainFields(kind: NodeSpec, fields: readonly Field[]): Field[] {
  const small = fields.filter(isSmall);
  if (kind.task === null) return small.slice(0, MOST_OF_A_TOOL);
  return small.filter(
    ({ control, name }) =>
      ['model', 'ratio', 'count'].includes(control) ||
      OFTEN.has(name) ||
      (name === 'resolution' && kind.task === 'video'),
  );
}

/** Whether it can be set in a line of others. */
function isSmall({ control, choices, max, type, isShared }: Field): boolean {
  switch (control) {
    case 'model':
    case 'switch':
      return true;
    case 'count':
      return (max ?? 0) > 1;
    case 'voice':
    case 'ratio':
      return choices !== null;
    case 'choice':
      return choices !== null ? choices.length > 1 : type === 'number';
    case 'slider':
    case 'number':
      return type === 'number';
    default:
      return !isShared && choices !== null && choices.length > 1;
  }
}
