/** One scene: what is seen, how it is filmed, and the words that pictures and films are made from. */
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Scene } from '@/core/storyboard';
import { Skeleton } from '@/ui/skeleton';
import styles from './scene-card.module.css';

type Props = {
  scene: Scene;
  /** More of it is still coming. */
  isWriting?: boolean;
  /** Everything is in sight, where there is room. */
  isWide: boolean;
};

export function SceneCard({ scene, isWriting = false, isWide }: Props): ReactNode {
  const { number, title, description, camera, mood, duration } = scene;
  const manner = [camera, mood].filter(Boolean).join(' · ');
  return (
    <li className={styles.card} data-writing={isWriting || undefined} aria-busy={isWriting}>
      <header className={styles.head}>
        <span className={styles.number} aria-hidden="true">
          {number}
        </span>
        <h4 className={styles.title}>
          {title || (isWriting ? <Skeleton width="60%" height={12} /> : `Scene ${number}`)}
        </h4>
        {duration === null ? null : <span className={styles.time}>{duration} s</span>}
      </header>
      {description ? (
        <p className={styles.description}>{description}</p>
      ) : isWriting ? (
        <Skeleton height={32} />
      ) : null}
      {manner ? <p className={styles.manner}>{manner}</p> : null}
      {isWide ? <Words scene={scene} /> : <Folded scene={scene} />}
    </li>
  );
}

/** A scene that nobody has begun to write. */
export function ComingScene({ number }: { number: number }): ReactNode {
  return (
    <li className={styles.card} data-coming aria-hidden="true">
      <header className={styles.head}>
        <span className={styles.number}>{number}</span>
        <Skeleton width="50%" height={12} />
      </header>
      <Skeleton height={32} />
    </li>
  );
}

function Folded({ scene }: { scene: Scene }): ReactNode {
  if (scene.prompt === '') return null;
  return (
    <details className={`${styles.folded} nodrag`}>
      <summary>
        <ChevronRight aria-hidden="true" />
        Prompts<span className={styles.of}> of scene {scene.number}</span>
      </summary>
      <Words scene={scene} />
    </details>
  );
}

function Words({ scene }: { scene: Scene }): ReactNode {
  const lines: [string, string][] = [
    ['Picture', scene.prompt],
    ['Then', scene.transition],
    ['Motion', scene.motion],
    ['Sound', scene.audio],
    ['Without', scene.negativePrompt],
    ['Shows', scene.references.join(', ')],
  ];
  const said = lines.filter(([, words]) => words !== '');
  if (said.length === 0) return null;
  return (
    <dl className={styles.words}>
      {said.map(([name, words]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  );
}
