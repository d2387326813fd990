/** What a model has to say of a film: scene by scene, then the whole. */
import type { ReactNode } from 'react';
import type { Analysis, FilmEffect, FilmScene } from '@/core/motion-analysis';
import { clock } from '@/ui/playing-time';
import styles from './findings.module.css';
import { Section } from './section';

type Props = { analysis: Analysis; onSeek: (seconds: number) => void };

export function Findings({ analysis, onSeek }: Props): ReactNode {
  const { scenes, effects, cameraMovements, transitions, pacing, style } = analysis;
  return (
    <>
      {scenes.length > 0 ? (
        <Section title="Scenes">
          <ol className={styles.scenes}>
            {scenes.map((scene, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: scenes are only added, in their order
              <Scene key={place} scene={scene} onSeek={onSeek} />
            ))}
          </ol>
        </Section>
      ) : null}
      {effects.length > 0 ? (
        <Section title="Effects">
          <ul className={styles.effects}>
            {effects.map((effect, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: effects are only added, in their order
              <Effect key={place} effect={effect} onSeek={onSeek} />
            ))}
          </ul>
        </Section>
      ) : null}
      <div className={styles.whole}>
        <Lines title="Camera" lines={cameraMovements} />
        <Lines title="Transitions" lines={transitions} />
        <Lines title="Pacing" lines={pacing ? [pacing] : []} />
        <Lines title="Style" lines={style ? [style] : []} />
      </div>
    </>
  );
}

type SceneProps = { scene: FilmScene; onSeek: (seconds: number) => void };

function Scene({ scene, onSeek }: SceneProps): ReactNode {
  const { number, start, end, description, camera, mood, effects, colors } = scene;
  return (
    <li className={styles.scene}>
      <TimeButton at={start} onSeek={onSeek}>
        {number}
        <span>
          {clock(start, true)} – {clock(end, true)}
        </span>
      </TimeButton>
      {description ? <p>{description}</p> : null}
      <p className={styles.more}>
        {[camera, mood, ...effects].filter(Boolean).join(' · ')}
        {colors.length > 0 ? (
          <span className={styles.dots} role="img" aria-label={`Colours: ${colors.join(', ')}`}>
            {colors.map((color) => (
              <span key={color} style={{ backgroundColor: color }} />
            ))}
          </span>
        ) : null}
      </p>
    </li>
  );
}

type EffectProps = { effect: FilmEffect; onSeek: (seconds: number) => void };

function Effect({ effect, onSeek }: EffectProps): ReactNode {
  const { name, category, start, duration, description } = effect;
  return (
    <li className={styles.scene}>
      <TimeButton at={start} onSeek={onSeek}>
        <strong>{name}</strong>
        <span>
          {[category, clock(start, true), duration > 0 ? `${duration.toFixed(1)} s` : '']
            .filter(Boolean)
            .join(' · ')}
        </span>
      </TimeButton>
      {description ? <p className={styles.more}>{description}</p> : null}
    </li>
  );
}

type TimeProps = { at: number; onSeek: (seconds: number) => void; children: ReactNode };

/** Words that stand for a time: pressed, the film goes there. */
function TimeButton({ at, onSeek, children }: TimeProps): ReactNode {
  return (
    <button type="button" className={`${styles.time} nodrag`} onClick={() => onSeek(at)}>
      {children}
    </button>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }): ReactNode {
  if (lines.length === 0) return null;
  return (
    <Section title={title}>
      <ul className={styles.lines}>
        {lines.map((line, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are only added, in their order
          <li key={place}>{line}</li>
        ))}
      </ul>
    </Section>
  );
}
