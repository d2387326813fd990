/** The shots of the draft that is looked at; those that are being written while they are. */
import type { ReactNode } from 'react';
import { readShots } from '@/core/product-shot';
import { Progress } from '../progress';
import type { Agent } from '../use-agent';
import type { ShownDraft } from '../use-shown-draft';
import styles from './product-shot-body.module.css';
import { ShotListView } from './shot-list';

type Props = {
  agent: Agent;
  draft: ShownDraft;
  /** The conversation beside it tells how the work goes. */
  isQuiet?: boolean;
};

export function ShotWork({ agent, draft, isQuiet = false }: Props): ReactNode {
  const { id, phase, partial } = agent;
  const { shown, isFollowing } = draft;
  const isRunning = phase === 'running';
  const written = readShots(partial.value);
  // What was begun is worth a look only where nothing is finished.
  const isWriting =
    isFollowing && written.shots.length > 0 && (isRunning || (phase !== 'done' && !shown));
  const list = isWriting ? written : readShots(shown?.json);
  return (
    <div className={styles.work}>
      {isQuiet ? null : (
        <Progress agent={agent} draft={draft} isNew={isFollowing && phase !== 'done'} />
      )}
      {list.shots.length > 0 ? (
        <div
          data-dimmed={(isRunning && isFollowing && !isWriting) || undefined}
          className={styles.list}
        >
          <ShotListView id={id} list={list} isWriting={isWriting && isRunning} />
        </div>
      ) : null}
    </div>
  );
}
