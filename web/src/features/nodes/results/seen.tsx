/** One picture, film or sound at its full size, in a window. */
import { type ReactNode, useEffect, useRef } from 'react';
import type { MediaType } from '@/core/values';
import { useSession } from '@/sync/use-session';
import { FilmPlayer } from '@/ui/film-player';
import { useAsset } from '../assets/use-asset';
import styles from './lightbox.module.css';
import type { PanZoom } from './pan-zoom';
import { SoundCard } from './sound-card';
import { ZoomedPicture } from './zoomed-picture';

type Props = {
  asset: string;
  type: MediaType;
  alt: string;
  view: PanZoom;
  onView: (change: (view: PanZoom) => PanZoom) => void;
};

export function Seen({ asset, type, alt, view, onView }: Props): ReactNode {
  const { api } = useSession();
  const record = useAsset(asset).asset;
  if (type === 'audio') {
    return (
      <Focused key={asset}>
        <SoundCard asset={asset} alt={alt} compact={false} isLarge />
      </Focused>
    );
  }
  if (type === 'video') {
    return (
      <Focused key={asset}>
        <FilmPlayer
          src={api.assetUrl(asset)}
          poster={api.thumbnailUrl(asset, 1024)}
          sprite={api.spriteUrl(asset)}
          alt={alt}
          fps={record?.fps ?? null}
          seconds={record?.duration ?? null}
          hasSound={record?.has_audio ?? null}
        />
      </Focused>
    );
  }
  return (
    <ZoomedPicture
      key={asset}
      full={api.assetUrl(asset)}
      preview={api.thumbnailUrl(asset, 1024)}
      alt={alt}
      size={record}
      view={view}
      onView={onView}
    />
  );
}

/** The player has the focus from the start, so that its keys work at once. */
function Focused({ children }: { children: ReactNode }): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector<HTMLElement>('[data-player]')?.focus({ preventScroll: true });
  }, []);
  return (
    <div ref={box} className={styles.played}>
      {children}
    </div>
  );
}
