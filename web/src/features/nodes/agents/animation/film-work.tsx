/** A finished film: played, its versions, how it came about. */
import { Download, Ruler } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSession } from '@/sync/use-session';
import { Button } from '@/ui/button';
import { Film } from '../../results/film';
import { Picture } from '../../results/picture';
import { StepThinking } from '../thinking';
import styles from './film-work.module.css';
import { SayField } from './say-field';
import type { Animation } from './use-animation';
import { VersionList } from './version-list';
import type { Version } from './versions';
import { WorkLog } from './work-log';

type Props = {
  animation: Animation;
  version: Version;
  ratio: number;
  onShow: (version: Version) => void;
};

export function FilmWork({ animation, version, ratio, onShow }: Props): ReactNode {
  const { versions, newest, telling, step, state, change } = animation;
  const title = version.plan?.title || `Version ${version.number}`;
  return (
    <>
      <div className={styles.film} style={{ aspectRatio: ratio }}>
        {version.film.type === 'image' ? (
          <Picture asset={version.film.asset} alt={title} width={400} ratio={ratio} />
        ) : (
          <Film
            key={version.film.asset}
            asset={version.film.asset}
            poster={version.poster}
            alt={title}
            width={400}
            ratio={ratio}
            compact={false}
          />
        )}
      </div>
      {version.pictures ? <Pictures pictures={version.pictures} title={title} /> : null}
      <VersionList
        versions={versions}
        shown={version}
        newest={newest}
        ratio={ratio}
        isBusy={state === 'working'}
        onShow={onShow}
        onRestore={({ project }) => change(project, '')}
      />
      {version.words ? (
        <p className={styles.words} data-own>
          {version.words}
        </p>
      ) : null}
      {version.reply ? <p className={styles.words}>{version.reply}</p> : null}
      {version.isByRules ? <ByRules /> : null}
      <StepThinking step={version.step} />
      {step?.id === version.step.id ? <WorkLog telling={telling} isRunning={false} /> : null}
    </>
  );
}

/** All frames, as a zip to be taken home. */
function Pictures({ pictures, title }: PicturesProps): ReactNode {
  const { api } = useSession();
  return (
    <a
      className={styles.pictures}
      href={api.downloadUrl(pictures.asset, `${title}, pictures`)}
      download
    >
      <Button className="nodrag" tabIndex={-1} icon={<Download />}>
        {pictures.count} pictures
      </Button>
    </a>
  );
}

type PicturesProps = { pictures: NonNullable<Version['pictures']>; title: string };

/** The label of what was made without a language model (A8). */
export function ByRules(): ReactNode {
  return (
    <p className={styles.by}>
      <Ruler aria-hidden="true" />
      Made by rules: no language model is connected.
    </p>
  );
}

type FooterProps = { animation: Animation; version: Version };

export function FilmFooter({ animation, version }: FooterProps): ReactNode {
  const isNewest = version === animation.newest;
  const about = isNewest ? '' : ` in version ${version.number}`;
  return (
    <div className={styles.foot}>
      <SayField
        label="Change the film"
        placeholder={`What should be different${about}?`}
        onSay={(words) => animation.change(version.project, words)}
      />
    </div>
  );
}
