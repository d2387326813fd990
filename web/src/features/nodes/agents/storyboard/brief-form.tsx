/** What a storyboard is to be about, and how it is told. */
import { type ReactNode, useEffect, useId, useRef } from 'react';
import type { NodeSpec } from '@/core/spec';
import type { Json } from '@/core/values';
import { useMay, useSession } from '@/sync/use-session';
import { RatioGlyph } from '@/ui/ratio-glyph';
import { Segmented } from '@/ui/segmented';
import { Select } from '@/ui/select';
import { type Field, fieldsOf, readValue } from '../../form/fields';
import { SharedTextField } from '../../text/shared-text-field';
import { useNodeForm } from '../../use-node-form';
import styles from './brief-form.module.css';
import { ConceptField } from './concept-field';
import { References } from './references';
import type { Concept } from './use-concept';

type Props = {
  id: string;
  kind: NodeSpec;
  concept: Concept;
  isWide: boolean;
  /** Put the caret into the first field. */
  editing: boolean;
  /** Nothing says yet what it is about, and somebody wanted to begin. */
  isMissing: boolean;
};

const PRODUCT = 'A copper kettle with a walnut handle';
const CHARACTER = 'An old sailor in a yellow coat';

export function BriefForm({ id, kind, concept, isWide, editing, isMissing }: Props): ReactNode {
  const may = useMay();
  const box = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (editing || isMissing) box.current?.querySelector<HTMLElement>('textarea')?.focus();
  }, [editing, isMissing]);
  const choice = { id, kind };
  return (
    <fieldset
      ref={box}
      disabled={!may.edit}
      className={styles.form}
      data-wide={isWide || undefined}
    >
      <Words id={id} name="product" title="Product" placeholder={PRODUCT} isMissing={isMissing} />
      <Words id={id} name="character" title="Character" placeholder={CHARACTER} />
      <References id={id} />
      <ConceptField id={id} concept={concept} />
      <div className={styles.pair}>
        <Chosen {...choice} name="scene_count" look="segments" />
        <Chosen {...choice} name="style" look="list" />
      </div>
      <Chosen {...choice} name="mode" look="segments" />
      <div className={styles.pair}>
        <Chosen {...choice} name="video_family" look="segments" />
        <Chosen {...choice} name="aspect_ratio" look="list" />
      </div>
    </fieldset>
  );
}

type WordsProps = {
  id: string;
  name: string;
  title: string;
  placeholder: string;
  isMissing?: boolean;
};

function Words({ id, name, title, placeholder, isMissing = false }: WordsProps): ReactNode {
  const field = useId();
  return (
    <div className={`${styles.field} nodrag`}>
      <div className={styles.head}>
        <label htmlFor={field}>{title}</label>
      </div>
      <SharedTextField
        id={field}
        node={id}
        name={name}
        className="nowheel"
        placeholder={placeholder}
        minRows={1}
        maxRows={5}
        aria-invalid={isMissing}
        aria-describedby={isMissing ? `${field}-missing` : undefined}
      />
      {isMissing ? (
        <p id={`${field}-missing`} className={styles.missing} role="alert">
          Write a product or a concept, or add a picture.
        </p>
      ) : null}
    </div>
  );
}

type ChosenProps = { id: string; kind: NodeSpec; name: string; look: 'segments' | 'list' };

const keyOf = (value: Json): string => JSON.stringify(value);

function Chosen({ id, kind, name, look }: ChosenProps): ReactNode {
  const { document } = useSession();
  const { parameters } = useNodeForm(id, kind);
  const field = fieldsOf(kind, null).find((one) => one.name === name);
  if (!field?.choices) return null;
  const { value } = readValue(field, parameters[name]);
  const set = (key: string): void => document.setParameter(id, name, JSON.parse(key) as Json);
  const options = optionsOf(field);
  return (
    <div className={`${styles.field} nodrag`}>
      <div className={styles.head} aria-hidden="true">
        {field.title}
      </div>
      {look === 'segments' ? (
        <Segmented label={field.title} value={keyOf(value)} segments={options} onChange={set} />
      ) : (
        <Select label={field.title} value={keyOf(value)} options={options} onChange={set} />
      )}
    </div>
  );
}

const optionsOf = ({ choices, control }: Field) =>
  (choices ?? []).map(({ value, title }) => ({
    value: keyOf(value),
    label: title,
    ...(control === 'ratio' ? { icon: <RatioGlyph ratio={String(value)} /> } : {}),
  }));
