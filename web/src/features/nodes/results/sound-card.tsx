/** A sound that is drawn and played on its card; far out, only drawn. */
import type { ReactNode } from 'react';
import { useSession } from '@/sync/use-session';
import { SoundPlayer } from '@/ui/sound-player';
import { Waveform } from '@/ui/waveform';
import { useAsset } from '../assets/use-asset';
import styles from './sound-card.module.css';
import { usePeaks } from './use-peaks';

type Props = { asset: string; alt: string; compact: boolean; isLarge?: boolean };

export function SoundCard({ asset, alt, compact, isLarge }: Props): ReactNode {
  const { api } = useSession();
  const record = useAsset(asset).asset;
  const peaks = usePeaks(asset);
  if (compact) {
    return (
      <div className={styles.drawn} role="img" aria-label={alt}>
        <Waveform peaks={peaks} part={0} bars={48} />
      </div>
    );
  }
  return (
    <SoundPlayer
      src={api.assetUrl(asset)}
      alt={alt}
      seconds={record?.duration ?? null}
      peaks={peaks}
      isLarge={isLarge}
    />
  );
}
