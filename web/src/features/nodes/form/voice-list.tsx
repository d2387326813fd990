/** Voices to choose from: their names, with what they sound like below. */
import { type ReactNode, useState } from 'react';
import type { Choice } from './fields';
import { FindList } from './find-list';
import { shortTitle } from './voice-words';

type Props = { choices: readonly Choice[]; value: string; onPick: (voice: string) => void };

export function VoiceList({ choices, value, onPick }: Props): ReactNode {
  const [query, setQuery] = useState('');
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = choices
    .map((choice) => ({ ...described(choice.title), value: String(choice.value) }))
    .filter((row) => {
      const said = `${row.title} ${row.below} ${row.value}`.toLowerCase();
      return words.every((word) => said.includes(word));
    });
  return (
    <FindList
      label="Find a voice"
      listLabel="Voices"
      none="No voice is called that."
      sections={[{ title: '', rows }]}
      value={value}
      query={query}
      onQuery={setQuery}
      onPick={onPick}
    />
  );
}

/** `Rachel: Calm` → its name, and what it sounds like. */
function described(title: string): { title: string; below: string } {
  const name = shortTitle(title);
  const below = title.slice(name.length).replace(/^[:,] /, '');
  return { title: name, below: below.charAt(0).toUpperCase() + below.slice(1) };
}
