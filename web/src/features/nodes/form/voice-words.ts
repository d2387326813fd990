/** What voices are called. */
import type { Json } from '@/core/values';
import type { Choice } from './fields';

/** `Rachel: Calm`, `Rachel, calm` → `Rachel`. */
export const shortTitle = (title: string): string => title.split(/[:,] /)[0] ?? title;

export function voiceTitle(choices: readonly Choice[], value: Json): string {
  return choices.find((choice) => choice.value === value)?.title ?? (String(value ?? '') || 'None');
}
