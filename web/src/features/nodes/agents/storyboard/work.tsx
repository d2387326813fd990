/** The draft that is looked at, or the one that is being written, with how that goes. */
import type { ReactNode } from 'react';
import { readBoard, writtenScenes } from '@/core/storyboard';
import type { Json } from '@/core/values';
import { useNodeParameters } from '@/sync/use-session';
import { Progress } from '../progress';
import { Draft, Writing } from './scenes';
import styles from './storyboard-body.module.css';
import type { View } from './use-view';

const MOST_EXPECTED = 12;

/** `isWide`: with room, and beside the conversation that tells how the work goes. */
export function Work({ view, isWide }: { view: View; isWide: boolean }): ReactNode {
  const { agent, shown, isFollowing } = view;
  const { id, phase, partial, talk } = agent;
  const count = useNodeParameters(id)?.scene_count;
  const draft = readBoard(talk.findLast((turn) => !agent.isWaiting(turn))?.draft);
  const written = writtenScenes(partial.value, (path) => partial.isComplete(path), draft);
  const isRunning = phase === 'running';
  const board = readBoard(shown?.json);
  const isNew = isFollowing && (isRunning || (phase !== 'done' && !board));
  // Before its first scene the draft that it changes stays in sight.
  const isWriting = isNew && (written.length > 0 || !board);
  return (
    <div className={styles.work}>
      {isWide ? null : <Progress agent={agent} draft={view} isNew={isNew} />}
      {isWriting ? (
        <Writing
          written={written}
          expected={expectedOf(draft?.scenes.length ?? count)}
          isRunning={isRunning}
          isWide={isWide}
        />
      ) : board ? (
        <div className={styles.draft} data-dimmed={isNew || undefined}>
          <Draft board={board} isWide={isWide} />
        </div>
      ) : null}
    </div>
  );
}

const expectedOf = (count: Json | undefined): number =>
  typeof count === 'number' && count > 0 ? Math.min(count, MOST_EXPECTED) : 4;
