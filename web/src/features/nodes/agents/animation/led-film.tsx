/** A film that stands where a strip or a timeline says, and tells where it stands. */
import { type ReactNode, useMemo } from 'react';
import { useSession } from '@/sync/use-session';
import { FilmPlayer } from '@/ui/film-player';
import { frameAt } from '@/ui/playing-time';
import { useAsset } from '../../assets/use-asset';
import styles from './led-film.module.css';

/** Where somebody wants it to stand; a new object goes there again. */
export type Sought = { readonly frame: number } | null;

type Props = {
  asset: string;
  poster: string;
  alt: string;
  fps: number;
  ratio: number;
  sought: Sought;
  onFrame: (frame: number) => void;
};

export function LedFilm(props: Props): ReactNode {
  const { asset, poster, alt, fps, ratio, sought, onFrame } = props;
  const { api } = useSession();
  const { asset: record } = useAsset(asset);
  // The middle of a frame: a browser that seeks there shows that very frame.
  const place = useMemo(() => sought && { seconds: (sought.frame + 0.5) / fps }, [sought, fps]);
  return (
    <div className={styles.place}>
      <div className={styles.film} style={{ '--ratio': ratio }}>
        <FilmPlayer
          key={asset}
          src={api.assetUrl(asset)}
          poster={api.thumbnailUrl(poster, 1024)}
          sprite={api.spriteUrl(asset)}
          alt={alt}
          fps={record?.fps ?? null}
          seconds={record?.duration ?? null}
          hasSound={record?.has_audio ?? null}
          waits
          place={place}
          onTime={(seconds) => onFrame(frameAt(seconds, fps))}
        />
      </div>
    </div>
  );
}
