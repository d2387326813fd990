/** The right of the editor: the film, or what it will be, with its stills and versions. */
import type { ReactNode } from 'react';
import type { AnimationProject } from '@/core/animation-project';
import type { Fault } from '@/core/animation-questions';
import { useSession } from '@/sync/use-session';
import { FaultList } from '../fault-list';
import { ByRules } from '../film-work';
import { LedFilm, type Sought } from '../led-film';
import { PreviewStage } from '../preview-stage';
import { StillsStrip } from '../stills-strip';
import type { Animation } from '../use-animation';
import { useRatio } from '../use-ratio';
import { VersionList } from '../version-list';
import type { Version } from '../versions';
import styles from './panel.module.css';
import type { Looked } from './use-looked';

type Props = {
  animation: Animation;
  looked: Looked;
  project: AnimationProject | null;
  frame: number;
  sought: Sought;
  /** The film, or what plays it, stands there now. */
  onFrame: (frame: number) => void;
  onSeek: (frame: number) => void;
  onFault: (fault: Fault) => void;
};

export function PreviewPanel(props: Props): ReactNode {
  const { animation, looked, project, frame, sought, onFrame, onSeek, onFault } = props;
  const { version, plan, stills, faults } = looked;
  const guessed = useRatio(animation);
  const ratio = project ? project.width / project.height : guessed;
  const { versions, newest, state, change } = animation;
  return (
    <section className={styles.panel} aria-label="Preview">
      <div className={styles.content}>
        {version ? (
          <Played version={version} ratio={ratio} sought={sought} onFrame={onFrame} />
        ) : stills.length > 0 || looked.project !== '' ? (
          <PreviewStage
            project={project}
            film={looked.film}
            sought={sought}
            plan={plan}
            stills={stills}
            ratio={ratio}
            frame={frame}
            onFrame={onFrame}
            onFault={onFault}
          />
        ) : (
          <p className={styles.none}>Pictures of it are here as soon as there is code.</p>
        )}
        <StillsStrip stills={stills} plan={plan} ratio={ratio} current={frame} onChoose={onSeek} />
        <FaultList faults={faults.filter(({ file }) => file === null)} onChoose={onFault} />
        {version?.isByRules ? <ByRules /> : null}
        {version ? (
          <VersionList
            versions={versions}
            shown={version}
            newest={newest}
            ratio={ratio}
            isBusy={state === 'working'}
            onShow={({ number }) => looked.choose(String(number))}
            onRestore={(one) => change(one.project, '')}
          />
        ) : null}
      </div>
    </section>
  );
}

type PlayedProps = Pick<Props, 'sought' | 'onFrame'> & { version: Version; ratio: number };

/** The film stands where the timeline does, and the other way round. */
function Played({ version, ratio, sought, onFrame }: PlayedProps): ReactNode {
  const { api } = useSession();
  const { asset } = version.film;
  if (version.film.type === 'image') {
    return (
      <img className={styles.gif} src={api.assetUrl(asset)} alt={`Version ${version.number}`} />
    );
  }
  return (
    <LedFilm
      asset={asset}
      poster={version.poster}
      alt={`Version ${version.number}`}
      fps={version.plan?.fps ?? 30}
      ratio={ratio}
      sought={sought}
      onFrame={onFrame}
    />
  );
}
