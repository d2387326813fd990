/** What a file can be laid over, as thumbnails to choose from. */
import type { ReactNode } from 'react';
import { useSession } from '@/sync/use-session';
import { Thumbnail } from '@/ui/thumbnail';
import type { Option } from './compare-options';
import styles from './compare-strip.module.css';

type Props = {
  options: readonly Option[];
  chosen: string;
  onChoose: (asset: string) => void;
};

export function CompareStrip({ options, chosen, onChoose }: Props): ReactNode {
  const { api } = useSession();
  return (
    // biome-ignore lint/a11y/useSemanticElements: these are no fields of a form
    <div role="group" aria-label="Compare with" className={styles.strip}>
      {options.map(({ asset, label }) => (
        <button
          key={asset}
          type="button"
          className={styles.option}
          aria-pressed={asset === chosen}
          onClick={() => onChoose(asset)}
        >
          <Thumbnail src={api.thumbnailUrl(asset, 64)} alt="" width={48} ratio={1} />
          <span>{label}</span>
        </button>
      ))}
    </div>
  );
}
