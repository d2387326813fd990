/** What choosing a preset sets on a node; pure. */
import type { Preset, PresetKind } from '@/api/preset-types';
import type { Json } from '@/core/values';

export type Tab = {
  /** The parameter of the ready-made ones; none for what only persons have. */
  readonly parameter: string | null;
  readonly title: string;
  /** What persons keep in this place. */
  readonly kind: PresetKind | null;
};

export const TABS: readonly Tab[] = [
  { parameter: 'character_preset', title: 'Character', kind: 'character' },
  { parameter: 'style_preset', title: 'Look', kind: 'style' },
  { parameter: 'angle_preset', title: 'Angle', kind: null },
  { parameter: 'lens_preset', title: 'Lens', kind: null },
  { parameter: null, title: 'Words', kind: 'snippet' },
];

export type Parameters = Readonly<Record<string, Json>>;
export type Change = Record<string, Json | undefined>;

/** A ready-made one, or none; a person's own of the same sort goes. */
export function chooseReady(parameter: string, value: string | null): Change {
  const own: Record<string, Change> = {
    character_preset: { character: undefined, character_name: undefined },
    style_preset: { own_style: undefined, own_style_name: undefined },
  };
  return { ...own[parameter], [parameter]: value ?? undefined };
}

/** A person's own; the ready-made one of the same sort goes. Words are added to the prompt. */
export function chooseOwn(preset: Preset, parameters: Parameters): Change {
  switch (preset.kind) {
    case 'character':
      return {
        character_preset: undefined,
        character: preset.assets.slice(0, 4),
        character_name: preset.name,
      };
    case 'style':
      return {
        style_preset: undefined,
        own_style: preset.words,
        own_style_name: preset.name,
      };
    default:
      return { prompt: joined(parameters.prompt, preset.words) };
  }
}

function joined(prompt: Json | undefined, words: string): string {
  const written = typeof prompt === 'string' ? prompt.trimEnd() : '';
  if (written === '') return words;
  return /[,.;:!?]$/.test(written) ? `${written} ${words}` : `${written}, ${words}`;
}

/** Whether this preset of a person is what the node has. */
export function isOwnChosen(preset: Preset, parameters: Parameters): boolean {
  if (preset.kind === 'style') return parameters.own_style === preset.words;
  if (preset.kind !== 'character') return false;
  return JSON.stringify(parameters.character) === JSON.stringify(preset.assets.slice(0, 4));
}

/** What stands on the button: the names of all that is chosen. */
export function chosenNames(
  parameters: Parameters,
  titleOf: (parameter: string, value: string) => string,
): string[] {
  const text = (name: string): string => {
    const value = parameters[name];
    return typeof value === 'string' ? value : '';
  };
  const ready = (name: string): string => text(name) && titleOf(name, text(name));
  const hasOwn = Array.isArray(parameters.character) && parameters.character.length > 0;
  const own = hasOwn ? text('character_name') || 'Own character' : '';
  const look = text('own_style') ? text('own_style_name') || 'Own look' : '';
  return [
    own || ready('character_preset'),
    look || ready('style_preset'),
    ready('angle_preset'),
    ready('lens_preset'),
  ].filter(Boolean);
}
