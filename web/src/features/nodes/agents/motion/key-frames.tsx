/** Pictures out of a film with their times; pressed, the film goes there. */
import type { ReactNode } from 'react';
import type { KeyFrame } from '@/core/motion-analysis';
import { useSession } from '@/sync/use-session';
import { clock } from '@/ui/playing-time';
import { Thumbnail } from '@/ui/thumbnail';
import styles from './key-frames.module.css';
import { Section } from './section';

type Props = {
  frames: readonly (KeyFrame & { asset: string })[];
  ratio: number;
  /** Where the film is now. */
  time: number;
  onSeek: (seconds: number) => void;
};

export function KeyFrames({ frames, ratio, time, onSeek }: Props): ReactNode {
  const { api } = useSession();
  if (frames.length === 0) return null;
  const current = frames.findLastIndex((frame) => frame.at <= time + 0.05);
  return (
    <Section title="Key frames" isMeasured>
      <ol className={`${styles.strip} nodrag nowheel`}>
        {frames.map((frame, place) => (
          <li key={`${frame.asset} ${frame.at}`}>
            <button
              type="button"
              className={styles.frame}
              aria-label={`Go to ${clock(frame.at, true)}`}
              aria-current={place === current}
              onClick={() => onSeek(frame.at)}
            >
              <Thumbnail
                className={styles.picture}
                src={`${api.assetUrl(frame.asset)}/thumbnail`}
                alt=""
                width={112}
                ratio={Math.max(0.6, Math.min(2.4, ratio))}
              />
              {clock(frame.at, true)}
            </button>
          </li>
        ))}
      </ol>
    </Section>
  );
}
