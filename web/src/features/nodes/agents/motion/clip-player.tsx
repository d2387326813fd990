/** The film, with the little that is needed to look at a part of it. */
import { Pause, Play, Replace, Volume2, VolumeX, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Asset } from '@/api/types';
import { useSession } from '@/sync/use-session';
import { IconButton } from '@/ui/icon-button';
import { choosePlaying, usePlayerChoices } from '@/ui/player-choices';
import { clock } from '@/ui/playing-time';
import { ChooseFile } from '../media/choose-file';
import { UploadNote } from '../media/upload-note';
import type { OwnMedia } from '../media/use-own-media';
import styles from './clip-player.module.css';
import type { Clip } from './use-clip';

type Props = { film: OwnMedia; clip: Clip };

export function ClipPlayer({ film, clip }: Props): ReactNode {
  const { api } = useSession();
  const { isMuted } = usePlayerChoices();
  const { isPlaying, time, length, hasFailed } = clip.playback;
  const asset = film.asset ?? '';
  const name = film.record?.name || 'The film';
  return (
    <div className={styles.player}>
      <video
        key={asset}
        ref={clip.setFilm}
        className={styles.film}
        style={{ aspectRatio: ratioOf(film.record) }}
        src={api.assetUrl(asset)}
        poster={api.thumbnailUrl(asset, 512)}
        aria-label={name}
        muted={isMuted}
        playsInline
        preload="metadata"
      />
      {hasFailed ? (
        <p className={styles.failed} role="alert">
          This browser cannot play the film. It can be looked at all the same.
        </p>
      ) : null}
      <div className={`${styles.controls} nodrag`}>
        <IconButton
          size="small"
          side="top"
          label={isPlaying ? 'Pause' : 'Play this part'}
          icon={isPlaying ? <Pause /> : <Play />}
          onClick={clip.toggle}
        />
        <span className={styles.time}>
          {clock(time, true)}
          <span className={styles.of}> / {clock(length, true)}</span>
        </span>
        <span className={styles.gap} />
        {film.record?.has_audio === false ? null : (
          <IconButton
            size="small"
            side="top"
            label="Sound"
            pressed={!isMuted}
            icon={isMuted ? <VolumeX /> : <Volume2 />}
            onClick={() => choosePlaying({ isMuted: !isMuted })}
          />
        )}
        {film.edge ? null : <FilmTools film={film} />}
      </div>
      <UploadNote upload={film.upload} />
    </div>
  );
}

/** Width by height; of a film that does not say, the usual one. */
export const ratioOf = (record: Asset | null): number =>
  record?.width && record.height ? record.width / record.height : 16 / 9;

function FilmTools({ film }: { film: OwnMedia }): ReactNode {
  return (
    <>
      <ChooseFile accept="video/*" label="Film" onFile={film.take}>
        {(open) => (
          <IconButton
            size="small"
            side="top"
            label="Replace the film"
            data-for="edit"
            icon={<Replace />}
            onClick={open}
          />
        )}
      </ChooseFile>
      <IconButton
        size="small"
        side="top"
        label="Take the film out"
        data-for="edit"
        icon={<X />}
        onClick={film.clear}
      />
    </>
  );
}
