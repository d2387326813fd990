/** What an agent must know to plan shots of a product. */
import { type ReactNode, useEffect, useId, useRef } from 'react';
import type { NodeSpec } from '@/core/spec';
import { useMay, useSession } from '@/sync/use-session';
import { Input } from '@/ui/input';
import { Segmented } from '@/ui/segmented';
import { Textarea } from '@/ui/textarea';
import { type Field, readValue } from '../../form/fields';
import { setField } from '../../form/set-field';
import { SharedTextField } from '../../text/shared-text-field';
import { type NodeForm, useNodeForm } from '../../use-node-form';
import type { OwnMedia } from '../media/use-own-media';
import { drawBackground } from './draw-backgrounds';
import { drawLight } from './draw-lights';
import { PictureChoice } from './picture-choice';
import { ProductPicture } from './product-picture';
import styles from './shot-form.module.css';

/** The name of the product. */
const FIRST = 'input[type="text"], input:not([type]), textarea';

type Props = {
  id: string;
  kind: NodeSpec;
  picture: OwnMedia;
  /** Put the caret into the name. */
  editing: boolean;
  /** Somebody wanted to go on without a name. */
  isNameless: boolean;
};

export function ShotForm(props: Props): ReactNode {
  const { id, kind, picture, editing, isNameless } = props;
  const form = useNodeForm(id, kind);
  const place = { id, kind, form };
  const may = useMay();
  const box = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (editing || isNameless) box.current?.querySelector<HTMLElement>(FIRST)?.focus();
  }, [editing, isNameless]);
  const name = form.parameters.product_name;
  return (
    <fieldset ref={box} disabled={!may.edit} className={styles.form}>
      <div className={styles.top}>
        <ProductPicture picture={picture} name={typeof name === 'string' ? name : ''} />
        <div className={styles.column}>
          <Words
            {...place}
            name="product_name"
            placeholder="What is it?"
            isLine
            problem={isNameless ? 'Write its name, or add a picture of it.' : ''}
          />
          <Counts {...place} name="shot_count" />
        </div>
      </div>
      <Looks {...place} name="background" draw={drawBackground} />
      <Looks {...place} name="lighting" draw={drawLight} />
      <Words {...place} name="notes" placeholder="What to show, what to leave out" />
    </fieldset>
  );
}

type FieldProps = { id: string; kind: NodeSpec; form: NodeForm; name: string };

const find = (form: NodeForm, name: string): Field | undefined =>
  form.fields.find((field) => field.name === name);

type WordsProps = FieldProps & { placeholder: string; isLine?: boolean; problem?: string };

function Words(props: WordsProps): ReactNode {
  const { id, kind, form, name, placeholder, isLine, problem = '' } = props;
  const words = useId();
  const { document } = useSession();
  const field = find(form, name);
  if (!field) return null;
  const value = String(readValue(field, form.parameters[name]).value ?? '');
  const told = {
    id: `${words}-field`,
    'aria-invalid': problem !== '',
    'aria-describedby': problem ? words : undefined,
  };
  const shown = { placeholder, value, ...told };
  const set = (next: string): void => setField(document, id, kind, field, next);
  return (
    <div className={`${styles.field} nodrag`}>
      <label className={styles.label} htmlFor={`${words}-field`}>
        {field.title}
      </label>
      {field.isShared ? (
        <SharedTextField
          node={id}
          name={name}
          className="nowheel"
          placeholder={placeholder}
          {...told}
          minRows={isLine ? 1 : 2}
          maxRows={isLine ? 2 : 6}
        />
      ) : isLine ? (
        <Input {...shown} onChange={(event) => set(event.currentTarget.value)} />
      ) : (
        <Textarea
          {...shown}
          className="nowheel"
          onChange={(event) => set(event.currentTarget.value)}
        />
      )}
      {problem ? (
        <span id={words} className={styles.problem} role="alert">
          {problem}
        </span>
      ) : null}
    </div>
  );
}

function Counts({ id, kind, form, name }: FieldProps): ReactNode {
  const { document } = useSession();
  const field = find(form, name);
  if (!field?.choices) return null;
  return (
    <div className={`${styles.field} nodrag`}>
      <span className={styles.label} aria-hidden="true">
        {field.title}
      </span>
      <Segmented
        label={field.title}
        value={String(readValue(field, form.parameters[name]).value)}
        onChange={(next) => setField(document, id, kind, field, Number(next))}
        segments={field.choices.map(({ value, title }) => ({ value: String(value), label: title }))}
      />
    </div>
  );
}

type LooksProps = FieldProps & { draw: (value: string) => ReactNode };

function Looks({ id, kind, form, name, draw }: LooksProps): ReactNode {
  const { document } = useSession();
  const field = find(form, name);
  if (!field?.choices) return null;
  return (
    <div className="nodrag">
      <PictureChoice
        title={field.title}
        choices={field.choices}
        value={readValue(field, form.parameters[name]).value}
        onChange={(next) => setField(document, id, kind, field, next)}
        draw={draw}
      />
    </div>
  );
}
