/** A sticky note: words on one of six colours. */
import type { ReactNode } from 'react';
import type { NodeBodyProps } from '@/sync/slots';
import { useSession } from '@/sync/use-session';
import { noteColor } from '../colors';
import { Swatches } from '../form/color-control';
import { KeyKeeper } from '../key-keeper';
import { currentValue, useNodeForm } from '../use-node-form';
import styles from './note-body.module.css';
import { WrittenText } from './text-body';

const BODY_SIZE = 14;

export function NoteBody(props: NodeBodyProps): ReactNode {
  const { id, kind, selected, editing, compact } = props;
  const { document } = useSession();
  const form = useNodeForm(id, kind);
  const color = currentValue(form, 'color');
  const size = currentValue(form, 'slider');
  const field = form.fields.find((one) => one.control === 'color');
  const fontSize = typeof size === 'number' ? size : BODY_SIZE;
  return (
    <div className={styles.note} style={{ '--note': noteColor(color) }}>
      <WrittenText
        {...props}
        placeholder="A note to yourself or the others"
        className={styles.words}
        style={{ fontSize, lineHeight: `${Math.round(fontSize * 1.4)}px` }}
      />
      {selected && !compact && !editing && field?.choices ? (
        <KeyKeeper className={`${styles.colors} nodrag`}>
          <Swatches
            label="Color of the note"
            swatches={field.choices.map((one) => ({ ...one, shown: noteColor(one.value) }))}
            value={color ?? null}
            onChange={(value) => document.setParameter(id, field.name, value)}
          />
        </KeyKeeper>
      ) : null}
    </div>
  );
}
