/** What a model is writing now, as it comes: the scenes of a plan, the files of code. */
import { FilePenLine } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { type AnimationDraft, type DraftFile, readDraft } from '@/core/animation-draft';
import { Skeleton } from '@/ui/skeleton';
import { count } from '../../words';
import type { Animation } from './use-animation';
import styles from './writing.module.css';

/** Nothing where nothing is written. */
export function Writing({ animation }: { animation: Animation }): ReactNode {
  const { telling, transcript, newest } = animation;
  const { name = '', text = '' } = transcript.writings.at(-1) ?? {};
  const draft = useMemo(() => readDraft(name, text), [name, text]);
  switch (telling.phase) {
    case 'planning': {
      if (draft?.kind === 'plan') return <Outline draft={draft} />;
      // A wish about a film need not be one about its plan.
      return newest || telling.stills.length > 0 ? null : <Outline draft={NO_PLAN} />;
    }
    case 'coding':
    case 'checking':
      return draft?.kind === 'code' ? <Files files={draft.files} /> : null;
    default:
      return null;
  }
}

const NO_PLAN = { kind: 'plan', title: '', scenes: [] } as const;
/** Of the words that are to come: a plan has three scenes at least. */
const WIDTHS = ['86%', '70%', '78%'];

/** A plan in the shape that it will have. */
function Outline({ draft }: { draft: Extract<AnimationDraft, { kind: 'plan' }> }): ReactNode {
  const { title, scenes } = draft;
  return (
    <section className={styles.outline} aria-label="Plan so far">
      {title ? <h3>{title}</h3> : <Skeleton width="40%" height={18} />}
      <ol className={styles.scenes}>
        {scenes.map(({ title, description }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: scenes are only added
          <li key={at} className={styles.scene}>
            <span className={styles.number}>{at + 1}</span>
            <p>{title}</p>
            {description ? <p className={styles.about}>{description}</p> : null}
          </li>
        ))}
        {WIDTHS.slice(-Math.max(1, WIDTHS.length - scenes.length)).map((width) => (
          <li key={width} className={styles.scene} aria-hidden="true">
            <Skeleton width={24} height={24} />
            <Skeleton width="32%" />
            <span className={styles.about}>
              <Skeleton width={width} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Files({ files }: { files: readonly DraftFile[] }): ReactNode {
  return (
    <ul className={styles.files} aria-label="Written now">
      {files.map((file) => (
        <li key={`${file.change} ${file.path}`}>
          <FilePenLine aria-hidden="true" />
          <span>
            {file.change === 'writing' ? 'Writing' : 'Changing'} <code>{file.path}</code>
          </span>
          <span className={styles.aside}>
            {file.change === 'writing'
              ? count(file.lines, 'line')
              : count(file.passages, 'passage')}
          </span>
        </li>
      ))}
    </ul>
  );
}
