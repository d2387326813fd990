/** One shot: what it shows, how it is taken, and whether a picture is made of it. */
import { Aperture, Camera, ChevronRight, Copy } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import type { Shot } from '@/core/product-shot';
import { IconButton } from '@/ui/icon-button';
import { Skeleton } from '@/ui/skeleton';
import { Switch } from '@/ui/switch';
import { copyText } from '../../results/result-actions';
import styles from './shot-card.module.css';

type Props = {
  shot: Shot;
  isOn: boolean;
  /** Still being written: it cannot be switched. */
  isWriting: boolean;
  onSwitch: (isOn: boolean) => void;
};

export function ShotCard({ shot, isOn, isWriting, onSwitch }: Props): ReactNode {
  const { number, angle, description, camera, composition } = shot;
  return (
    <li className={styles.shot} data-off={!isOn || undefined}>
      <div className={styles.head}>
        <span className={styles.number}>{number}</span>
        <h3 className={styles.angle}>
          {angle || (isWriting ? <Skeleton height={12} width={96} /> : 'Shot')}
        </h3>
        {isWriting ? null : (
          <span className="nodrag">
            <Switch label={`Use shot ${number}, ${angle}`} checked={isOn} onChange={onSwitch} />
          </span>
        )}
      </div>
      {description ? (
        <p className={styles.description}>{description}</p>
      ) : isWriting ? (
        <Skeleton height={12} />
      ) : null}
      {camera || composition ? (
        <ul className={styles.facts}>
          {camera ? (
            <li>
              <Camera role="img" aria-label="Camera" />
              {camera}
            </li>
          ) : null}
          {composition ? (
            <li>
              <Aperture role="img" aria-label="Composition" />
              {composition}
            </li>
          ) : null}
        </ul>
      ) : null}
      {shot.prompt ? <Prompt shot={shot} /> : null}
    </li>
  );
}

function Prompt({ shot }: { shot: Shot }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <div className={styles.prompt}>
      <div className={styles.line}>
        <button
          type="button"
          className={`${styles.toggle} nodrag`}
          aria-expanded={isOpen}
          aria-controls={id}
          aria-label={`Prompt of shot ${shot.number}`}
          onClick={() => setOpen(!isOpen)}
        >
          <ChevronRight aria-hidden="true" />
          Prompt
        </button>
        {isOpen ? (
          <IconButton
            size="small"
            className="nodrag"
            label={`Copy the prompt of shot ${shot.number}`}
            icon={<Copy />}
            onClick={() => void copyText(shot.prompt, 'Prompt copied')}
          />
        ) : null}
      </div>
      <p id={id} hidden={!isOpen} className={`${styles.words} nodrag`}>
        {shot.prompt}
      </p>
    </div>
  );
}
