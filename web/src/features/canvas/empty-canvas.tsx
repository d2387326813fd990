/** What an empty canvas asks: one sentence, and Enter makes the nodes, wires them and runs them. */
import { ArrowUp, Image } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useIsLoaded, useMay, useNodeIds } from '@/sync/use-session';
import { IconButton } from '@/ui/icon-button';
import { useActions } from './actions-context';
import styles from './empty-canvas.module.css';

export function EmptyCanvas(): ReactNode {
  const ids = useNodeIds();
  const isLoaded = useIsLoaded();
  const { edit, run } = useMay();
  if (!isLoaded || ids.length > 0) return null;
  if (edit && run) return <SentenceBox />;
  return <p className={styles.nothing}>Nothing is on this canvas yet.</p>;
}

function SentenceBox(): ReactNode {
  const actions = useActions();
  const [sentence, setSentence] = useState('');
  const make = (event?: FormEvent): void => {
    event?.preventDefault();
    if (sentence.trim() !== '') void actions.makeFromSentence(sentence.trim(), 'image');
  };
  return (
    <form className={styles.box} onSubmit={make}>
      <h2>What do you want to make?</h2>
      <div className={styles.field}>
        <textarea
          // biome-ignore lint/a11y/noAutofocus: an empty canvas has nothing else to do
          autoFocus
          rows={2}
          aria-label="What do you want to make?"
          placeholder="A lighthouse in a storm, oil on canvas"
          value={sentence}
          onChange={(event) => setSentence(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            make();
          }}
        />
        <div className={styles.line}>
          <span className={styles.chip} aria-current="true">
            <Image size={14} strokeWidth={1.5} aria-hidden="true" /> Image
          </span>
          <IconButton
            type="submit"
            label="Make it"
            keys="enter"
            icon={<ArrowUp />}
            disabled={sentence.trim() === ''}
            className={styles.go}
          />
        </div>
      </div>
      <p>
        Or press <kbd>A</kbd> to add a node, drop a picture here, or paste.
      </p>
    </form>
  );
}
