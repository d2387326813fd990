/** The films that were made, each to be looked at, and to go on from. */
import { History } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSession } from '@/sync/use-session';
import { Button } from '@/ui/button';
import { Thumbnail } from '@/ui/thumbnail';
import styles from './version-list.module.css';
import type { Version } from './versions';

type Props = {
  versions: readonly Version[];
  shown: Version;
  newest: Version | undefined;
  ratio: number;
  isBusy: boolean;
  onShow: (version: Version) => void;
  /** Make this the newest again. */
  onRestore: (version: Version) => void;
};

export function VersionList(props: Props): ReactNode {
  const { versions, shown, newest, ratio, isBusy, onShow, onRestore } = props;
  const { api } = useSession();
  if (versions.length < 2) return null;
  return (
    <section className={`${styles.versions} nodrag`} aria-label="Versions">
      <ol className={`${styles.list} nowheel`}>
        {versions.map((version) => (
          <li key={version.number}>
            <button
              type="button"
              className={styles.version}
              aria-pressed={version.number === shown.number}
              title={version.words}
              onClick={() => onShow(version)}
            >
              <Thumbnail
                src={api.thumbnailUrl(version.poster, 256)}
                alt=""
                width={72}
                ratio={ratio}
              />
              <span>Version {version.number}</span>
            </button>
          </li>
        ))}
      </ol>
      {shown !== newest ? (
        <div className={styles.foot}>
          <p>Version {newest?.number} is the newest; it is what flows on.</p>
          <Button
            size="small"
            data-for="run"
            icon={<History />}
            disabled={isBusy || shown.project === ''}
            onClick={() => onRestore(shown)}
          >
            Restore version {shown.number}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
