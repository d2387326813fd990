/** The shots of a draft, or as many of them as are written. */
import type { ReactNode } from 'react';
import { readOff, type ShotList, switched } from '@/core/product-shot';
import { useNodeParameters, useSession } from '@/sync/use-session';
import { WrittenBy } from '../agent-notice';
import { ShotCard } from './shot-card';
import styles from './shot-list.module.css';

type Props = {
  id: string;
  list: ShotList;
  /** Being written: the last one may go on, and none can be switched. */
  isWriting: boolean;
};

export function ShotListView({ id, list, isWriting }: Props): ReactNode {
  const { document } = useSession();
  const off = readOff(useNodeParameters(id)?.off);
  return (
    <div className={styles.shots}>
      {list.summary ? <p className={styles.summary}>{list.summary}</p> : null}
      <ol className={styles.list} aria-label="Shots" aria-busy={isWriting}>
        {list.shots.map((shot) => (
          <ShotCard
            key={shot.number}
            shot={shot}
            isOn={!off.has(shot.number)}
            isWriting={isWriting}
            onSwitch={(isOn) =>
              document.setParameters(id, { off: switched(off, shot.number, isOn) })
            }
          />
        ))}
      </ol>
      {isWriting ? null : <WrittenBy model={list.writtenBy} />}
    </div>
  );
}
