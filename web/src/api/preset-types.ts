/** A person's presets as the server sends them. */

export type PresetKind = 'snippet' | 'character' | 'style';

export type Preset = {
  id: string;
  kind: PresetKind;
  name: string;
  words: string;
  /** Pictures; the first is shown. */
  assets: string[];
  created_at: number;
  updated_at: number;
};

export type PresetDraft = {
  kind: PresetKind;
  name: string;
  words: string;
  assets: string[];
};
