/** The pictures, films and sounds that are wired to an animation: what will be placed in it. */
import { Music, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSession } from '@/sync/use-session';
import { IconButton } from '@/ui/icon-button';
import { Thumbnail } from '@/ui/thumbnail';
import { TypeIcon } from '@/ui/value-type';
import styles from './media-strip.module.css';
import { type Medium, useMedia } from './use-media';

export function MediaStrip({ id }: { id: string }): ReactNode {
  const media = useMedia(id);
  if (media.length === 0) {
    return (
      <p className={styles.none}>Connect pictures, films or sound to have them in the film.</p>
    );
  }
  return (
    <ul className={`${styles.strip} nowheel nodrag`} aria-label="Connected media">
      {media.map((medium) => (
        <One key={medium.edge.id} medium={medium} />
      ))}
    </ul>
  );
}

function One({ medium }: { medium: Medium }): ReactNode {
  const { api, document } = useSession();
  const { edge, title, type, assets, isLogo } = medium;
  const [asset] = assets;
  return (
    <li className={styles.one} title={title}>
      {type === 'audio' ? (
        <span className={styles.plain} role="img" aria-label={title}>
          <Music aria-hidden="true" />
        </span>
      ) : asset ? (
        <Thumbnail src={api.thumbnailUrl(asset, 256)} alt={title} width={52} ratio={1} />
      ) : (
        <span className={styles.plain} role="img" aria-label={`${title}: nothing yet`}>
          <TypeIcon type={type} />
        </span>
      )}
      {assets.length > 1 ? <span className={styles.mark}>+{assets.length - 1}</span> : null}
      {isLogo ? <span className={styles.mark}>Logo</span> : null}
      <IconButton
        size="small"
        className={styles.remove}
        label={`Disconnect ${title}`}
        icon={<X />}
        data-for="edit"
        onClick={() => document.removeEdges([edge.id])}
      />
    </li>
  );
}
