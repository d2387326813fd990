/** What an animation is about, before there is one: a sentence, a few choices, what is wired to it. */
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import type { NodeSpec } from '@/core/spec';
import type { Json } from '@/core/values';
import { useMay, useSession } from '@/sync/use-session';
import { RatioGlyph } from '@/ui/ratio-glyph';
import { type Choice, type Field, readValue } from '../../form/fields';
import { SmallChoice } from '../../form/small-choice';
import { SharedTextField } from '../../text/shared-text-field';
import { type NodeForm, useNodeForm } from '../../use-node-form';
import { BoxProblem } from './animation-notice';
import { MediaStrip } from './media-strip';
import { CHIPS, ENGINE, PROMPT, TECHNIQUES } from './names';
import styles from './sentence-form.module.css';
import { TECHNIQUE_OPTIONS } from './use-techniques';

type Props = {
  id: string;
  kind: NodeSpec;
  /** Put the caret into the sentence. */
  editing: boolean;
  /** Somebody wanted to begin without one. */
  isMissing: boolean;
  onRun: () => void;
};

export function SentenceForm({ id, kind, editing, isMissing, onRun }: Props): ReactNode {
  const form = useNodeForm(id, kind);
  const may = useMay();
  const box = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (editing || isMissing) box.current?.querySelector<HTMLElement>('textarea')?.focus();
  }, [editing, isMissing]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey) || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    onRun();
  };
  const place = { id, form };
  return (
    <fieldset
      ref={box}
      disabled={!may.edit}
      className={styles.form}
      aria-label="What the film is about"
      onKeyDown={onKeyDown}
    >
      <div className={`${styles.sentence} nodrag`}>
        <SharedTextField
          node={id}
          name={PROMPT}
          className="nowheel"
          aria-label="What should be seen?"
          placeholder="A launch film for a copper kettle: calm, close, three words a scene"
          minRows={4}
          maxRows={9}
          aria-invalid={isMissing}
          aria-describedby={isMissing ? `${id}-missing` : undefined}
        />
        {isMissing ? (
          <p id={`${id}-missing`} className={styles.missing} role="alert">
            Write what should be seen.
          </p>
        ) : null}
      </div>
      <div className={`${styles.chips} nodrag`}>
        {CHIPS.map((name) => (
          <Chip key={name} {...place} name={name} />
        ))}
      </div>
      <Licence form={form} />
      <BoxProblem id={id} />
      <section className={styles.part} aria-label="Media">
        <h4>Media</h4>
        <MediaStrip id={id} />
      </section>
      <Techniques {...place} />
    </fieldset>
  );
}

type PlaceProps = { id: string; form: NodeForm };

const find = (form: NodeForm, name: string): Field | undefined =>
  form.fields.find((field) => field.name === name);

/** Lengths that are offered; any other is in the inspector. */
const LENGTHS = [3, 5, 8, 10, 15, 20, 30];

function Chip({ id, form, name }: PlaceProps & { name: string }): ReactNode {
  const { document } = useSession();
  const field = find(form, name);
  if (!field) return null;
  const { value } = readValue(field, form.parameters[name]);
  const choices = field.choices ?? lengthsOf(field, value);
  if (!choices) return null;
  return (
    <SmallChoice
      field={{ ...field, choices }}
      value={value}
      onChange={(next) => document.setParameter(id, name, next)}
      {...(field.control === 'ratio'
        ? { icon: (ratio: Json) => <RatioGlyph ratio={String(ratio)} /> }
        : {})}
    />
  );
}

function lengthsOf({ type, min, max }: Field, value: Json): readonly Choice[] | null {
  if (type !== 'number') return null;
  const own = typeof value === 'number' ? [value] : [];
  const offered = LENGTHS.filter((one) => one >= (min ?? 0) && one <= (max ?? one));
  return [...new Set([...offered, ...own])]
    .sort((one, other) => one - other)
    .map((one) => ({ value: one, title: String(one) }));
}

function Licence({ form }: { form: NodeForm }): ReactNode {
  const field = find(form, ENGINE);
  if (!field || readValue(field, form.parameters[ENGINE]).value !== 'remotion') return null;
  return (
    <p className={styles.licence}>
      Remotion is free for individuals, non-profits and companies of up to three people; others need{' '}
      <a className="nodrag" href="https://remotion.dev/license" target="_blank" rel="noreferrer">
        its company licence
      </a>
      .
    </p>
  );
}

function Techniques({ id, form }: PlaceProps): ReactNode {
  const { document } = useSession();
  const stored = form.parameters[TECHNIQUES];
  const chosen: readonly Json[] = Array.isArray(stored) ? stored : [];
  const toggle = (one: string): void => {
    const next = chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one];
    document.setParameter(id, TECHNIQUES, next.length > 0 ? next : undefined);
  };
  return (
    <section className={`${styles.part} nodrag`} aria-label="Techniques">
      <h4>
        Techniques <span>{chosen.length === 0 ? 'chosen for each scene' : ''}</span>
      </h4>
      <div className={styles.techniques}>
        {TECHNIQUE_OPTIONS.map(({ value, label }) => (
          <button
            key={value}
            type="button"
            className={styles.technique}
            aria-pressed={chosen.includes(value)}
            onClick={() => toggle(value)}
          >
            {label}
          </button>
        ))}
      </div>
    </section>
  );
}
