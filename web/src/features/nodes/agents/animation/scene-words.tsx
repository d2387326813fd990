/** What a scene shows: its words, its recipe, its media, wishes for it. */
import { type ReactNode, useId } from 'react';
import type { AnimationScene, SceneWords } from '@/core/animation-plan';
import { Input } from '@/ui/input';
import { Select } from '@/ui/select';
import { Textarea } from '@/ui/textarea';
import styles from './scene-words.module.css';

type Props = {
  scene: AnimationScene;
  media: readonly string[];
  techniques: readonly { readonly value: string; readonly label: string }[];
  onWords: (words: SceneWords) => void;
};

export function SceneWordsForm({ scene, media, techniques, onWords }: Props): ReactNode {
  const id = useId();
  const has = new Set(scene.media);
  const toggle = (name: string): void => {
    const next = has.has(name) ? scene.media.filter((one) => one !== name) : [...scene.media, name];
    onWords({ media: next });
  };
  return (
    <>
      <Labelled id={`${id}-title`} title="Title">
        <Input
          id={`${id}-title`}
          value={scene.title}
          maxLength={120}
          onChange={(event) => onWords({ title: event.currentTarget.value })}
        />
      </Labelled>
      <Labelled id={`${id}-seen`} title="What is seen">
        <Textarea
          id={`${id}-seen`}
          className="nowheel"
          minRows={2}
          maxRows={6}
          value={scene.description}
          onChange={(event) => onWords({ description: event.currentTarget.value })}
        />
      </Labelled>
      <Labelled id={`${id}-words`} title="Words in the picture, a line each">
        <Textarea
          id={`${id}-words`}
          className="nowheel"
          minRows={1}
          maxRows={4}
          value={scene.text.join('\n')}
          onChange={(event) => onWords({ text: linesOf(event.currentTarget.value) })}
        />
      </Labelled>
      <Labelled id={`${id}-technique`} title="Technique">
        <Select
          id={`${id}-technique`}
          value={scene.technique}
          options={techniques}
          onChange={(technique) => onWords({ technique })}
        />
      </Labelled>
      {media.length > 0 ? (
        <fieldset className={styles.media}>
          <legend>Pictures and films</legend>
          {media.map((name) => (
            <button
              key={name}
              type="button"
              className={styles.medium}
              aria-pressed={has.has(name)}
              onClick={() => toggle(name)}
            >
              {name}
            </button>
          ))}
        </fieldset>
      ) : null}
      <Labelled id={`${id}-notes`} title="Notes">
        <Textarea
          id={`${id}-notes`}
          className="nowheel"
          minRows={1}
          maxRows={4}
          placeholder="Wishes for this scene"
          value={scene.notes}
          onChange={(event) => onWords({ notes: event.currentTarget.value })}
        />
      </Labelled>
    </>
  );
}

/** An empty field is no line; the last may be one that is being begun. */
const linesOf = (value: string): string[] => (value === '' ? [] : value.split('\n'));

type LabelledProps = { id: string; title: string; children: ReactNode };

function Labelled({ id, title, children }: LabelledProps): ReactNode {
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{title}</label>
      {children}
    </div>
  );
}
