/** What the files take: by kind, by canvas, in the trash, and what nothing uses. */
import { HardDrive } from 'lucide-react';
import { type ReactNode, useCallback } from 'react';
import { api } from '@/api/koda-api';
import type { Collected, Space, StorageAnswer } from '@/api/library-types';
import { formatBytes } from '@/lib/bytes';
import { Button } from '@/ui/button';
import { Popover } from '@/ui/popover';
import { Skeleton } from '@/ui/skeleton';
import styles from './storage-button.module.css';
import { useAnswer } from './use-answer';
import { filesWords } from './words';

/** `version` changes when files come or go. */
export function StorageButton({ version }: { version: number }): ReactNode {
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again for each version
  const question = useCallback(() => api.getStorage(), [version]);
  const { value } = useAnswer(question);
  return (
    <Popover
      label="Storage used"
      align="end"
      trigger={
        <Button size="small" variant="quiet" icon={<HardDrive />} aria-label="Storage used">
          {value ? formatBytes(value.storage.size) : 'Storage'}
        </Button>
      }
    >
      {value ? <Storage answer={value} /> : <Skeleton width={280} height={200} />}
    </Popover>
  );
}

const TITLES: Record<string, string> = {
  image: 'Images',
  video: 'Videos',
  audio: 'Sounds',
  file: 'Files',
};

function Storage({ answer }: { answer: StorageAnswer }): ReactNode {
  const { storage } = answer;
  const { value: unused } = useAnswer(getUnused);
  return (
    <div className={styles.storage}>
      <p className={styles.sum}>
        <strong>{formatBytes(storage.size)}</strong> in {filesWords(storage.files)}
      </p>
      <Bars
        spaces={storage.kinds.map((one) => ({ ...one, title: TITLES[one.value] ?? one.title }))}
        whole={storage.size}
      />
      {storage.canvases.length > 0 ? (
        <>
          <h3>By canvas</h3>
          <Bars spaces={storage.canvases.slice(0, 6)} whole={storage.size} />
        </>
      ) : null}
      <p className={styles.note}>
        Equal files are kept and counted once.
        {storage.trash.files > 0
          ? ` ${formatBytes(storage.trash.size)} of it lie in the trash.`
          : ''}
      </p>
      <p className={styles.note}>{sweepWords(answer, unused)}</p>
    </div>
  );
}

const getUnused = (): Promise<Collected> => api.getUnused();

function sweepWords(answer: StorageAnswer, unused: Collected | null): string {
  const { unused_days: grace, trash_days: trash, collect } = answer;
  if (!collect) return 'What nothing uses stays: the sweep is switched off.';
  const rule = `What nothing uses for ${grace} days goes to the trash, and ${trash} days later for good.`;
  if (!unused || unused.trashed === 0) return rule;
  return `${rule} Next: ${filesWords(unused.trashed)}, ${formatBytes(unused.trashed_bytes)}.`;
}

function Bars({ spaces, whole }: { spaces: readonly Space[]; whole: number }): ReactNode {
  return (
    <ul className={styles.bars}>
      {spaces.map((one) => (
        <li key={one.value}>
          <span className={styles.title}>{one.title}</span>
          <span className={styles.rail} aria-hidden="true">
            <span style={{ width: `${whole > 0 ? Math.max(1, (100 * one.size) / whole) : 0}%` }} />
          </span>
          <span className={styles.size}>{formatBytes(one.size)}</span>
        </li>
      ))}
    </ul>
  );
}
