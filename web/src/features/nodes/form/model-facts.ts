/** What a picker says of a model in a few signs: what it takes, how long and how large it makes. */
import type { ModelCard } from '@/core/models';
import type { Json } from '@/core/values';

export type Mode = 'text' | 'image' | 'frames' | 'references' | 'video' | 'audio' | 'mask';

/** What goes in, as few signs as tell models apart. */
export function modesOf(card: ModelCard): Mode[] {
  const modes: Mode[] = card.hasPrompt ? ['text'] : [];
  const add = (mode: Mode): void => {
    if (!modes.includes(mode)) modes.push(mode);
  };
  for (const [role, slot] of Object.entries(card.inputs)) {
    if (role === 'mask') add('mask');
    else if (role === 'last_frame') add('frames');
    else if (role === 'first_frame') add(card.inputs.last_frame ? 'frames' : 'image');
    else if (slot.types.includes('video')) add('video');
    else if (slot.types.includes('audio')) add('audio');
    else if (slot.types.includes('image')) add(slot.most > 1 ? 'references' : 'image');
  }
  return modes;
}

/** `5–12 s · 720p, 1080p`; empty where the model leaves no choice. */
export function factsOf(card: ModelCard): string {
  return [lengths(card), resolutions(card)].filter(Boolean).join(' · ');
}

function lengths(card: ModelCard): string {
  const range = card.ranges.duration;
  if (range) return `${range.least}–${range.most} s`;
  const offered = (card.options.duration ?? []).filter((one) => typeof one === 'number');
  const numbers = [...offered].sort((a, b) => a - b);
  const [first, last] = [numbers[0], numbers.at(-1)];
  if (first === undefined || last === undefined) return '';
  return first === last ? `${first} s` : `${first}–${last} s`;
}

function resolutions(card: ModelCard): string {
  const sizes: readonly Json[] = card.options.resolution ?? [];
  return sizes.map(String).join(', ');
}
