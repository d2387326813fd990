/** A person's own preset: chosen, renamed in place, deleted with a way back. */
import { Pencil, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Preset } from '@/api/preset-types';
import { useSession } from '@/sync/use-session';
import { IconButton } from '@/ui/icon-button';
import { Thumbnail } from '@/ui/thumbnail';
import type { OwnPresets } from './own-presets';
import styles from './picker.module.css';

type Props = { preset: Preset; isChosen: boolean; onChoose: () => void; own: OwnPresets };

export function OwnCard({ preset, isChosen, onChoose, own }: Props): ReactNode {
  const { api } = useSession();
  const [isRenaming, setRenaming] = useState(false);
  const [asset] = preset.assets;
  const keep = (name: string): void => {
    setRenaming(false);
    if (name.trim() !== '' && name.trim() !== preset.name) void own.rename(preset.id, name.trim());
  };
  return (
    <div className={styles.own}>
      <button
        type="button"
        className={styles.card}
        aria-pressed={isChosen}
        aria-label={preset.name}
        title={preset.words || preset.name}
        onClick={onChoose}
      >
        {asset ? (
          <Thumbnail
            className={styles.picture ?? ''}
            src={`${api.assetUrl(asset)}/thumbnail`}
            alt=""
            width={96}
            ratio={4 / 3}
          />
        ) : (
          <span className={styles.words}>{preset.words}</span>
        )}
        {isRenaming ? null : <span className={styles.name}>{preset.name}</span>}
      </button>
      {isRenaming ? (
        <input
          className={styles.rename}
          defaultValue={preset.name}
          maxLength={80}
          aria-label="Name of the preset"
          // biome-ignore lint/a11y/noAutofocus: the person has just asked to type here
          autoFocus
          onFocus={(event) => event.currentTarget.select()}
          onBlur={(event) => keep(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur();
            if (event.key === 'Escape') {
              event.stopPropagation();
              setRenaming(false);
            }
          }}
        />
      ) : null}
      <div className={styles.acts}>
        <IconButton
          size="small"
          label={`Rename ${preset.name}`}
          icon={<Pencil />}
          onClick={() => setRenaming(true)}
        />
        <IconButton
          size="small"
          label={`Delete ${preset.name}`}
          icon={<Trash2 />}
          onClick={() => void own.remove(preset)}
        />
      </div>
    </div>
  );
}
