/** Makes a preset of what the node has now: its words, or the pictures of its character. */
import { Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { PresetDraft, PresetKind } from '@/api/preset-types';
import type { Json } from '@/core/values';
import { newestResult } from '@/sync/run-store';
import { useEdges, useNodeParameters, useRuns, useSession } from '@/sync/use-session';
import { Button } from '@/ui/button';
import { Input } from '@/ui/input';
import { readReference } from '../inspector/references';
import type { OwnPresets } from './own-presets';
import styles from './picker.module.css';
import { useOwnUpload } from './use-own-upload';

type Props = { node: string; sort: PresetKind; own: OwnPresets };

const TITLES: Readonly<Record<PresetKind, string>> = {
  character: 'Keep this character',
  style: 'Keep the prompt as a look',
  snippet: 'Keep the prompt',
};

export function KeepPreset({ node, sort, own }: Props): ReactNode {
  const parameters = useNodeParameters(node) ?? {};
  const pictures = usePictures(node, parameters.character);
  const upload = useOwnUpload(node);
  const [name, setName] = useState('');
  const [isBusy, setBusy] = useState(false);
  const words = typeof parameters.prompt === 'string' ? parameters.prompt.trim() : '';
  const isCharacter = sort === 'character';
  const assets = isCharacter ? (upload.assets.length > 0 ? upload.assets : pictures.sent) : [];
  const canKeep = name.trim() !== '' && (isCharacter ? assets.length > 0 : words !== '');
  const keep = async (): Promise<void> => {
    const draft: PresetDraft = {
      kind: sort,
      name: name.trim().slice(0, 80),
      words: isCharacter ? '' : words.slice(0, 4000),
      assets: isCharacter ? assets.slice(0, 8) : pictures.result.slice(0, 1),
    };
    setBusy(true);
    const made = await own.create(draft);
    setBusy(false);
    if (made) {
      setName('');
      upload.clear();
    }
  };
  return (
    <form
      className={styles.keep}
      onSubmit={(event) => {
        event.preventDefault();
        if (canKeep) void keep();
      }}
    >
      {isCharacter ? (
        <div className={styles.uploads}>
          {upload.chooser}
          <Button size="small" busy={upload.isBusy} onClick={upload.open}>
            {upload.assets.length > 0 ? `${upload.assets.length} chosen` : 'Choose pictures'}
          </Button>
          <span className={styles.hint}>
            {assets.length === 0
              ? 'of somebody, or connect some as reference'
              : upload.assets.length === 0
                ? `or keep the ${assets.length} that this node has`
                : ''}
          </span>
        </div>
      ) : null}
      <div className={styles.line}>
        <Input
          aria-label="Name of a new preset"
          placeholder={words === '' && !isCharacter ? 'Write a prompt first' : 'Name'}
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" size="small" icon={<Plus />} busy={isBusy} disabled={!canKeep}>
          {TITLES[sort]}
        </Button>
      </div>
    </form>
  );
}

type Pictures = { readonly sent: string[]; readonly result: string[] };

/** The pictures of the node: those it sends for a character or as references, and what it made. */
function usePictures(node: string, character: Json | undefined): Pictures {
  const { document, kinds } = useSession();
  const edges = useEdges();
  const runs = useRuns((state) => state);
  const held = Array.isArray(character)
    ? character.filter((one): one is string => typeof one === 'string')
    : [];
  const wired = edges
    .filter((edge) => edge.target === node && ['character', 'reference'].includes(edge.input))
    .flatMap((edge) => {
      const from = document.node(edge.source);
      if (!from) return [];
      const kind = kinds.get(from.kind);
      return readReference(edge, from, kind, newestResult(runs, edge.source)).assets;
    })
    .filter((one) => one.type === 'image')
    .map((one) => one.asset);
  const made = Object.values(newestResult(runs, node)?.outputs ?? {})
    .flatMap((value) => (value.type === 'list' ? value.items : [value]))
    .flatMap((value) => (value.type === 'image' ? [value.asset] : []));
  return { sent: held.length > 0 ? held : wired, result: made };
}
