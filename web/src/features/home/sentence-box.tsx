/** The first question: a sentence becomes a canvas. */
import { ArrowUp } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { useShortcuts } from '@/lib/use-shortcuts';
import { IconButton } from '@/ui/icon-button';
import { Spinner } from '@/ui/spinner';
import { Textarea } from '@/ui/textarea';
import { HOME_KEYS } from './home-keys';
import styles from './sentence-box.module.css';
import { titleFrom } from './title-from';
import { useStart } from './use-start';

const EXAMPLES = [
  'A lighthouse in a storm, oil on canvas',
  'A red fox asleep in an autumn forest, soft morning light',
  'A ringed planet over a violet sea, poster for a science museum',
  'A small cabin by a mountain lake at sunrise, mist over the water',
];

/** Another one each day. */
const exampleOf = (day: number): string => EXAMPLES[day % EXAMPLES.length] ?? '';
const today = (): number => Math.floor(Date.now() / 86_400_000);

export function SentenceBox() {
  const [sentence, setSentence] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const { start, isStarting } = useStart();
  useShortcuts([{ ...HOME_KEYS.say, run: () => field.current?.focus() }]);
  const words = sentence.trim();
  const make = (event?: FormEvent): void => {
    event?.preventDefault();
    if (words !== '') start({ name: titleFrom(words) }, words);
  };
  return (
    <form className={styles.place} onSubmit={make}>
      <h1 id="home-question">What do you want to make?</h1>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: its edge is only a larger target for the field in it */}
      <div className={styles.box} onClick={() => field.current?.focus()}>
        <Textarea
          bare
          ref={field}
          minRows={2}
          maxRows={8}
          aria-labelledby="home-question"
          placeholder={exampleOf(today())}
          className={styles.field}
          value={sentence}
          maxLength={4000}
          onChange={(event) => setSentence(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            make();
          }}
        />
        <div className={styles.foot}>
          <span className={styles.hint}>Enter makes a canvas and runs it</span>
          <IconButton
            type="submit"
            label="Make it"
            keys="enter"
            icon={isStarting ? <Spinner label="Making the canvas" /> : <ArrowUp />}
            disabled={words === '' || isStarting}
            className={styles.go}
          />
        </div>
      </div>
    </form>
  );
}
