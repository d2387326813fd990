/** The shots of the draft that is looked at; those that are being written while they are. */
import type { ReactNode } from 'react';
import { readShots } from '@/core/product-shot';
import { AgentNotice } from '../agent-notice';
import type { Draft } from '../talk';
import { Thinking } from '../thinking';
import type { Agent } from '../use-agent';
import styles from './product-shot-body.module.css';
import { ShotListView } from './shot-list';

type Props = {
  agent: Agent;
  shown: Draft | undefined;
  /** The conversation beside it tells how the work goes. */
  isQuiet?: boolean;
};

export function ShotWork({ agent, shown, isQuiet = false }: Props): ReactNode {
  const { id, phase, partial, transcript } = agent;
  const isRunning = phase === 'running';
  const written = readShots(partial.value);
  // What was begun is worth a look only where nothing is finished.
  const isWriting = written.shots.length > 0 && (isRunning || (phase !== 'done' && !shown));
  const list = isWriting ? written : readShots(shown?.json);
  return (
    <div className={styles.work}>
      {isQuiet ? null : <AgentNotice agent={agent} />}
      {isQuiet || phase === 'done' ? null : (
        <Thinking transcript={transcript} isRunning={isRunning} />
      )}
      {list.shots.length > 0 ? (
        <div data-dimmed={(isRunning && !isWriting) || undefined} className={styles.list}>
          <ShotListView id={id} list={list} isWriting={isWriting && isRunning} />
        </div>
      ) : null}
    </div>
  );
}
