/** Text on a card: read and moved like everything else, written in after Enter or a double click. */
import { type CSSProperties, type ReactNode, useEffect, useRef } from 'react';
import { classNames } from '@/lib/class-names';
import type { NodeBodyProps } from '@/sync/slots';
import { useMay, useNodeParameters } from '@/sync/use-session';
import { fieldsOf, mainText } from '../form/fields';
import { KeyKeeper } from '../key-keeper';
import { useSharedText } from '../text/use-shared-text';
import styles from './text-body.module.css';

export function TextBody(props: NodeBodyProps): ReactNode {
  return <WrittenText {...props} placeholder="Write something" />;
}

type TextProps = NodeBodyProps & {
  placeholder: string;
  className?: string | undefined;
  style?: CSSProperties;
};

/** The kind's text as it is, or a field for it while somebody writes. */
export function WrittenText(props: TextProps): ReactNode {
  const { id, kind, selected, editing, compact, placeholder, className, style } = props;
  const parameters = useNodeParameters(id);
  const may = useMay();
  const field = mainText(fieldsOf(kind, null));
  if (!field) return null;
  const stored = parameters?.[field.name];
  const text = typeof stored === 'string' ? stored : '';
  const look = classNames(styles.text, className);
  // An empty one needs no double click: there is nothing in it to read or to drag by.
  if (may.edit && !compact && (editing || (selected && text === ''))) {
    return (
      <KeyKeeper className={styles.frame}>
        <TextField
          id={id}
          name={field.name}
          label={field.title}
          placeholder={placeholder}
          editing={editing}
          className={look}
          style={style}
        />
      </KeyKeeper>
    );
  }
  return (
    <p className={classNames(look, text === '' && styles.empty)} style={style}>
      {text || (compact || !may.edit ? '' : placeholder)}
    </p>
  );
}

type FieldProps = {
  id: string;
  name: string;
  label: string;
  placeholder: string;
  editing: boolean;
  className: string;
  style: CSSProperties | undefined;
};

function TextField(props: FieldProps): ReactNode {
  const { id, name, label, placeholder, editing, className, style } = props;
  const bind = useSharedText(id, name);
  const box = useRef<HTMLLabelElement>(null);
  useEffect(() => {
    const field = box.current?.querySelector('textarea');
    if (!editing || !field) return;
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }, [editing]);
  return (
    <label ref={box} className={styles.label}>
      <textarea
        ref={bind}
        className={classNames(className, styles.field, 'nodrag nopan nowheel')}
        style={style}
        aria-label={label}
        placeholder={placeholder}
      />
    </label>
  );
}
