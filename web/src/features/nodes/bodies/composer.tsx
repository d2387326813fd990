/** What slides over the lower edge of a card: the words, the few settings that matter most, and Run. */
import { Sparkles } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import type { NodeSpec } from '@/core/spec';
import type { Json } from '@/core/values';
import { useEdges, useSession } from '@/sync/use-session';
import { RatioGlyph } from '@/ui/ratio-glyph';
import { type Field, mainText, readValue } from '../form/fields';
import { ModelPicker, useModelName } from '../form/model-picker';
import { setField } from '../form/set-field';
import { SmallChoice } from '../form/small-choice';
import { SharedTextField } from '../text/shared-text-field';
import { type NodeForm, useNodeForm } from '../use-node-form';
import styles from './composer.module.css';
import { RunButton } from './run-button';
import { useRun } from './use-run';

type Props = {
  id: string;
  kind: NodeSpec;
  /** Put the caret into the words. */
  editing: boolean;
};

export function Composer({ id, kind, editing }: Props): ReactNode {
  const form = useNodeForm(id, kind);
  const { run } = useRun(id, kind);
  const box = useRef<HTMLFieldSetElement>(null);
  const text = mainText(form.fields);
  useEffect(() => {
    if (!editing) return;
    const field = box.current?.querySelector<HTMLElement>('textarea, button');
    field?.focus();
    if (field instanceof HTMLTextAreaElement) {
      field.setSelectionRange(field.value.length, field.value.length);
    }
  }, [editing]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey) || event.shiftKey) return;
    event.preventDefault();
    run();
  };
  return (
    <fieldset
      ref={box}
      className={`${styles.composer} nodrag nopan`}
      aria-label={`Settings of ${kind.title}`}
      onKeyDown={onKeyDown}
    >
      {text?.isShared ? <Words id={id} kind={kind} field={text} /> : null}
      <div className={styles.row}>
        <SmallSettings id={id} kind={kind} form={form} />
        <span className={styles.gap} />
        <RunButton id={id} kind={kind} />
      </div>
    </fieldset>
  );
}

function Words({ id, kind, field }: { id: string; kind: NodeSpec; field: Field }): ReactNode {
  const isFed = useIsFed(id, kind);
  return (
    <SharedTextField
      bare
      node={id}
      name={field.name}
      className="nowheel"
      minRows={1}
      maxRows={7}
      aria-label={field.title}
      placeholder={isFed ? 'Adds to the connected text' : 'Describe what you want to see'}
    />
  );
}

/** Words arrive by a wire. */
function useIsFed(id: string, kind: NodeSpec): boolean {
  const texts = kind.inputs.filter((input) => input.types.includes('text'));
  const edges = useEdges();
  return edges.some(
    (edge) => edge.target === id && texts.some((input) => input.name === edge.input),
  );
}

function SmallSettings({
  id,
  kind,
  form,
}: {
  id: string;
  kind: NodeSpec;
  form: NodeForm;
}): ReactNode {
  const { document } = useSession();
  return form.fields.map((field) => {
    const { value } = readValue(field, form.parameters[field.name]);
    const set = (next: Json | undefined): void => setField(document, id, kind, field, next);
    const props = { field, value, onChange: set };
    if (field.control === 'model') return <SmallModel key={field.name} kind={kind} {...props} />;
    if (field.control === 'ratio' && field.choices) {
      return (
        <SmallChoice
          key={field.name}
          {...props}
          icon={(ratio) => <RatioGlyph ratio={String(ratio)} />}
        />
      );
    }
    if (field.control === 'count' && (field.max ?? 0) > 1) {
      return <SmallCount key={field.name} {...props} />;
    }
    return null;
  });
}

type SmallProps = { field: Field; value: Json; onChange: (value: Json | undefined) => void };

function SmallModel({ kind, value, onChange }: SmallProps & { kind: NodeSpec }): ReactNode {
  const name = useModelName(kind, value, true);
  const whole = useModelName(kind, value);
  if (kind.task === null) return null;
  const trigger = (
    <button type="button" className={styles.model} aria-label={`Model: ${whole}`} title={whole}>
      <Sparkles aria-hidden="true" />
      <span>{name}</span>
    </button>
  );
  return <ModelPicker task={kind.task} value={value} onChange={onChange} trigger={trigger} />;
}

const MOST_COUNTED = 8;

function SmallCount({ field, value, onChange }: SmallProps): ReactNode {
  const min = field.min ?? 1;
  const max = Math.min(field.max ?? 1, min + MOST_COUNTED - 1);
  const choices = Array.from({ length: max - min + 1 }, (_, at) => ({
    value: min + at,
    title: `× ${min + at}`,
  }));
  return (
    <SmallChoice
      field={{ ...field, choices, isNullable: false, unit: '' }}
      value={value}
      onChange={onChange}
    />
  );
}
