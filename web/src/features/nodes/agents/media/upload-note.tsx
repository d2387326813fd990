/** How far a file is on its way, or why it did not come. */
import type { ReactNode } from 'react';
import type { UploadState } from '@/sync/uploads';
import { ProgressLine } from '@/ui/progress-line';
import styles from './upload-note.module.css';

export function UploadNote({ upload }: { upload: UploadState }): ReactNode {
  const { fraction, problem } = upload;
  if (fraction !== null) {
    // All bytes are sent, or the server fetches them: how far it is is not known.
    const words = fraction < 1 ? `Uploading, ${Math.round(fraction * 100)} %` : 'Looking into it';
    return (
      <div className={styles.state} role="status">
        {words}
        <ProgressLine label="Upload" fraction={fraction < 1 ? fraction : null} />
      </div>
    );
  }
  if (!problem) return null;
  return (
    <div className={styles.state} role="alert">
      <p className={styles.problem}>{problem.message}</p>
      {problem.remedy ? <p>{problem.remedy}</p> : null}
    </div>
  );
}
