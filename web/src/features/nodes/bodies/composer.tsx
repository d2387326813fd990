/** What slides over the lower edge of a card: the words, the few settings that matter most, and Run. */
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import type { NodeSpec } from '@/core/spec';
import { useEdges } from '@/sync/use-session';
import { ImproveButton } from '../enhance/lazy-improve';
import { type Field, mainText } from '../form/fields';
import { SharedTextField } from '../text/shared-text-field';
import { useNodeForm } from '../use-node-form';
import styles from './composer.module.css';
import { RunButton } from './run-button';
import { SmallSettings } from './small-settings';
import { useRun } from './use-run';
import { invitation } from './words';

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
      data-for="edit"
      onKeyDown={onKeyDown}
    >
      {text?.isShared ? <Words id={id} kind={kind} field={text} /> : null}
      <div className={styles.row}>
        <div className={styles.settings}>
          <SmallSettings id={id} kind={kind} form={form} />
        </div>
        <RunButton id={id} kind={kind} />
      </div>
    </fieldset>
  );
}

function Words({ id, kind, field }: { id: string; kind: NodeSpec; field: Field }): ReactNode {
  const isFed = useIsFed(id, kind);
  return (
    <div className={styles.words}>
      <SharedTextField
        bare
        node={id}
        name={field.name}
        className="nowheel"
        minRows={1}
        maxRows={7}
        aria-label={field.title}
        placeholder={isFed ? 'Adds to the connected text' : invitation(kind, field.description)}
      />
      <ImproveButton id={id} kind={kind} field={field} />
    </div>
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
