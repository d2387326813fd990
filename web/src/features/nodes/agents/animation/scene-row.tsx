/** A scene of a plan: a line that opens to be edited in place. */
import { ChevronRight, GripVertical, Plus, Trash2 } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useId } from 'react';
import type { AnimationScene, SceneWords } from '@/core/animation-plan';
import { Button } from '@/ui/button';
import { NumberField } from '@/ui/number-field';
import { Tooltip } from '@/ui/tooltip';
import { secondsWords } from './plan-bar';
import styles from './scene-row.module.css';
import { SceneWordsForm } from './scene-words';

type Props = {
  scene: AnimationScene;
  count: number;
  isOpen: boolean;
  /** It is among those that are planned anew. */
  isChosen: boolean;
  isDragged: boolean;
  /** The longest that it may be. */
  most: number;
  media: readonly string[];
  techniques: readonly { readonly value: string; readonly label: string }[];
  onOpen: (isOpen: boolean) => void;
  onChoose: () => void;
  onWords: (words: SceneWords) => void;
  onSeconds: (seconds: number) => void;
  onMove: (by: number) => void;
  onGrip: (event: PointerEvent<HTMLElement>) => void;
  /** None where there is no room for another, or where one more may not go. */
  onAdd: (() => void) | null;
  onRemove: (() => void) | null;
};

export function SceneRow(props: Props): ReactNode {
  const { scene, isOpen, isDragged, onOpen } = props;
  const body = useId();
  const title = scene.title || `Scene ${scene.number}`;
  return (
    <li
      className={styles.row}
      data-open={isOpen || undefined}
      data-dragged={isDragged || undefined}
      aria-label={`Scene ${scene.number}`}
    >
      <div className={styles.head}>
        <Grip {...props} />
        <Place {...props} />
        <button
          type="button"
          className={styles.title}
          aria-expanded={isOpen}
          aria-controls={body}
          onClick={() => onOpen(!isOpen)}
        >
          <span className={styles.name}>{title}</span>
          {isOpen ? null : <span className={styles.time}>{secondsWords(scene.seconds)}</span>}
          <ChevronRight aria-hidden="true" />
        </button>
      </div>
      <div id={body} className={styles.body}>
        {isOpen ? (
          <Editing {...props} />
        ) : scene.description ? (
          <p className={styles.about}>{scene.description}</p>
        ) : null}
      </div>
    </li>
  );
}

function Grip({ scene, count, onMove, onGrip }: Props): ReactNode {
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (by === 0) return;
    event.preventDefault();
    onMove(by);
  };
  return (
    <button
      type="button"
      className={styles.grip}
      data-for="run"
      aria-label={`Move scene ${scene.number} of ${count}: arrow keys, or drag`}
      aria-keyshortcuts="ArrowUp ArrowDown"
      onKeyDown={onKeyDown}
      onPointerDown={onGrip}
    >
      <GripVertical aria-hidden="true" />
    </button>
  );
}

function Place({ scene, isChosen, onChoose }: Props): ReactNode {
  return (
    <Tooltip text={isChosen ? 'Leave it as it is' : 'Plan only this one anew'} side="top">
      <button
        type="button"
        className={styles.number}
        aria-pressed={isChosen}
        aria-label={`Plan scene ${scene.number} anew`}
        onClick={onChoose}
      >
        {scene.number}
      </button>
    </Tooltip>
  );
}

function Editing(props: Props): ReactNode {
  const { scene, most, onSeconds, onAdd, onRemove } = props;
  return (
    <div className={styles.editing}>
      <SceneWordsForm {...props} />
      <div className={styles.foot}>
        <span className={styles.seconds}>
          <NumberField
            label={`Seconds of scene ${scene.number}`}
            value={Math.round(scene.seconds * 10) / 10}
            min={0.5}
            max={Math.max(0.5, Math.round(most * 10) / 10)}
            step={0.1}
            unit="s"
            onChange={(next) => next !== null && onSeconds(next)}
          />
        </span>
        <span className={styles.space} />
        {onAdd ? (
          <Button size="small" variant="quiet" icon={<Plus />} onClick={onAdd}>
            Add after
          </Button>
        ) : null}
        {onRemove ? (
          <Button size="small" variant="quiet" icon={<Trash2 />} onClick={onRemove}>
            Delete
          </Button>
        ) : null}
      </div>
    </div>
  );
}
