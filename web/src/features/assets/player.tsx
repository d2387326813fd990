/** An asset to be looked at or heard, at its own ratio. */
import { File } from 'lucide-react';
import type { ReactNode } from 'react';
import { api } from '@/api/koda-api';
import type { LibraryItem } from '@/api/library-types';
import { Thumbnail } from '@/ui/thumbnail';
import styles from './player.module.css';
import { titleOf } from './words';

export function Player({ item }: { item: LibraryItem }): ReactNode {
  const address = api.assetUrl(item.id);
  const picture = api.thumbnailUrl(item.id, 512);
  const ratio = item.width && item.height ? item.width / item.height : undefined;
  switch (item.kind) {
    case 'video':
      return (
        // biome-ignore lint/a11y/useMediaCaption: there are no captions of what was made
        <video
          key={item.id}
          src={address}
          poster={picture}
          controls
          loop
          preload="none"
          aria-label={titleOf(item)}
          className={styles.film}
          style={{ aspectRatio: ratio }}
        />
      );
    case 'audio':
      return (
        <div className={styles.sound}>
          <Thumbnail src={picture} alt="" width={320} ratio={3} fit="contain" />
          {/* biome-ignore lint/a11y/useMediaCaption: there are no captions of what was made */}
          <audio
            key={item.id}
            src={address}
            controls
            preload="none"
            aria-label={titleOf(item)}
            className={styles.audio}
          />
        </div>
      );
    case 'image':
      return (
        <a href={address} target="_blank" rel="noreferrer" className={styles.picture}>
          <Thumbnail
            key={item.id}
            src={picture}
            alt={titleOf(item)}
            width={340}
            ratio={ratio}
            colour={item.color}
            fit="contain"
          />
        </a>
      );
    default:
      return (
        <a href={address} className={styles.file}>
          <File />
        </a>
      );
  }
}
