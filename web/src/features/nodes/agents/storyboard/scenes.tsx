/** The scenes of a draft, or those that have been written so far. */
import type { ReactNode } from 'react';
import type { Board, WrittenScene } from '@/core/storyboard';
import { WrittenBy } from '../agent-notice';
import { ComingScene, SceneCard } from './scene-card';
import styles from './scenes.module.css';

export function Draft({ board, isWide }: { board: Board; isWide: boolean }): ReactNode {
  return (
    <>
      {board.summary ? <p className={styles.summary}>{board.summary}</p> : null}
      <ol className={styles.scenes} data-wide={isWide || undefined} aria-label="Scenes">
        {board.scenes.map((scene) => (
          <SceneCard key={scene.number} scene={scene} isWide={isWide} />
        ))}
      </ol>
      <WrittenBy model={board.writtenBy || null} />
    </>
  );
}

type WritingProps = {
  written: readonly WrittenScene[];
  /** How many there will be, as far as is known. */
  expected: number;
  isRunning: boolean;
  isWide: boolean;
};

export function Writing({ written, expected, isRunning, isWide }: WritingProps): ReactNode {
  const coming = isRunning ? Math.max(0, expected - written.length) : 0;
  return (
    <ol className={styles.scenes} data-wide={isWide || undefined} aria-label="Scenes">
      {written.map(({ scene, isWhole }) => (
        <SceneCard
          key={scene.number}
          scene={scene}
          isWriting={isRunning && !isWhole}
          isWide={isWide}
        />
      ))}
      {Array.from({ length: coming }, (_, at) => written.length + at + 1).map((number) => (
        <ComingScene key={number} number={number} />
      ))}
    </ol>
  );
}
