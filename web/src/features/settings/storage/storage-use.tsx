/** What everything takes, as bars; where it can be made less. */
import { Link } from 'wouter';
import type { StorageReport } from '@/api/connection-types';
import { api } from '@/api/koda-api';
import { formatBytes } from '@/lib/bytes';
import { NotLoaded } from '../not-loaded';
import { useLoaded } from '../use-loaded';
import styles from './storage.module.css';
import { type Bar, barsOf, canvasBars, countWords } from './storage-words';

const loadReport = (): Promise<StorageReport> => api.ask('GET', '/storage');

export function StorageUse() {
  const loaded = useLoaded(loadReport);
  if (!loaded.value) return <NotLoaded loaded={loaded} height={200} />;
  const report = loaded.value;
  const bars = barsOf(report);
  const canvases = canvasBars(report);
  return (
    <>
      <p>{countWords(report)}</p>
      <Bars label="By what it is for" bars={bars} />
      {canvases.length > 0 && (
        <>
          <h3 className={styles.title}>Canvases whose media take the most</h3>
          <Bars label="Canvases whose media take the most" bars={canvases} />
        </>
      )}
      <p className={styles.links}>
        <Link href="/assets">Open the library</Link>
        {report.trash.files > 0 && (
          <span>
            {formatBytes(report.trash.size)} of the media lie in the trash: the library empties it.
          </span>
        )}
      </p>
    </>
  );
}

function Bars({ label, bars }: { label: string; bars: readonly Bar[] }) {
  const most = Math.max(1, ...bars.map((bar) => bar.size ?? 0));
  return (
    <ul className={styles.bars} aria-label={label}>
      {bars.map((bar) => (
        <li key={bar.key}>
          <span className={styles.name}>
            {bar.href ? <Link href={bar.href}>{bar.title}</Link> : bar.title}
          </span>
          <span className={styles.size}>
            {bar.size === null ? 'not told' : formatBytes(bar.size)}
            {bar.files === null ? '' : ` · ${bar.files} ${bar.files === 1 ? 'file' : 'files'}`}
          </span>
          <span className={styles.rail}>
            <span style={{ width: `${((bar.size ?? 0) / most) * 100}%` }} />
          </span>
        </li>
      ))}
    </ul>
  );
}
