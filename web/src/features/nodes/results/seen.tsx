/** One picture or film at its full size, in a window. */
import type { ReactNode } from 'react';
import type { MediaType } from '@/core/values';
import { useSession } from '@/sync/use-session';
import { useAsset } from '../assets/use-asset';
import styles from './lightbox.module.css';
import type { PanZoom } from './pan-zoom';
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
  if (type === 'video') {
    return (
      // biome-ignore lint/a11y/useMediaCaption: nobody has written captions for what was just made
      <video
        key={asset}
        className={styles.film}
        src={api.assetUrl(asset)}
        aria-label={alt}
        controls
        autoPlay
        loop
        playsInline
      />
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
