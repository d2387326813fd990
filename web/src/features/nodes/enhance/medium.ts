/** What a node's prompt is for: the improver writes differently for each. */
import type { NodeSpec } from '@/core/spec';
import type { Field } from '../form/fields';

export type Medium = 'image' | 'video' | 'music' | 'speech';

const BY_TASK: Readonly<Record<string, Medium>> = {
  image: 'image',
  inpaint: 'image',
  music: 'music',
  sound: 'music',
  speech: 'speech',
  video: 'video',
};
const BY_OUTPUT: Readonly<Record<string, Medium>> = {
  audio: 'music',
  image: 'image',
  video: 'video',
};

/** None for a kind that makes nothing of its words. */
export function mediumOf(kind: NodeSpec): Medium | null {
  if (!kind.runs || kind.group === 'agent') return null;
  return BY_TASK[kind.task ?? ''] ?? BY_OUTPUT[kind.outputs[0]?.types[0] ?? ''] ?? null;
}

/** Whether a field of a kind holds words that can be improved. */
export const improvable = (kind: NodeSpec, field: Field): boolean =>
  field.control === 'prompt' && field.isShared && mediumOf(kind) !== null;
