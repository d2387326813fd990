/** A person's presets: fetched once, kept in step with what is done here. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { KodaApi } from '@/api/koda-api';
import type { Preset, PresetDraft } from '@/api/preset-types';
import { ApiProblem } from '@/api/problem';
import { useSession } from '@/sync/use-session';
import { toast } from '@/ui/toasts';

type State = { readonly presets: readonly Preset[]; readonly isLoaded: boolean };

const store = createStore<State>(() => ({ presets: [], isLoaded: false }));

const without = (id: string): readonly Preset[] =>
  store.getState().presets.filter((one) => one.id !== id);

const put = (preset: Preset): void =>
  store.setState({ presets: [preset, ...without(preset.id)], isLoaded: true });

/** Say what went wrong in the corner; nothing here is worth stopping for. */
async function saying<Result>(work: () => Promise<Result>): Promise<Result | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    toast(error.message, { tone: 'error', words: error.remedy });
    return null;
  }
}

export class OwnPresets {
  readonly #api: KodaApi;

  constructor(api: KodaApi) {
    this.#api = api;
  }

  async load(): Promise<void> {
    const presets = await saying(() => this.#api.listPresets());
    if (presets) store.setState({ presets, isLoaded: true });
  }

  async create(draft: PresetDraft): Promise<Preset | null> {
    const made = await saying(() => this.#api.createPreset(draft));
    if (made) put(made);
    return made;
  }

  async rename(id: string, name: string): Promise<void> {
    const changed = await saying(() => this.#api.changePreset(id, { name }));
    if (changed) put(changed);
  }

  /** Delete it; the corner of the screen offers it back. */
  async remove(preset: Preset): Promise<void> {
    const gone = await saying(() => this.#api.deletePreset(preset.id));
    if (gone === null) return;
    store.setState({ presets: without(preset.id) });
    const undo = async (): Promise<void> => {
      const back = await saying(() => this.#api.restorePreset(preset.id));
      if (back) put(back);
    };
    toast(`“${preset.name}” is deleted.`, {
      action: { title: 'Undo', onSelect: () => void undo() },
    });
  }
}

export function useOwnPresets(): { presets: readonly Preset[]; own: OwnPresets } {
  const { api, may } = useSession();
  const { presets, isLoaded } = useStore(store);
  useEffect(() => {
    if (may.own && !isLoaded) void new OwnPresets(api).load();
  }, [api, may, isLoaded]);
  return { presets, own: new OwnPresets(api) };
}
