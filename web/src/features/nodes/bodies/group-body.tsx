/** What a group shows in its frame: its colour, and its notes in the upper corner. */
import type { ReactNode } from 'react';
import { groupColor } from '@/core/note-look';
import type { NodeBodyProps } from '@/sync/slots';
import { mainText } from '../form/fields';
import { GroupBar } from '../notes/lazy-notes';
import { currentValue, useNodeForm } from '../use-node-form';
import styles from './group-body.module.css';

export function GroupBody({ id, kind, selected, compact }: NodeBodyProps): ReactNode {
  const form = useNodeForm(id, kind);
  const text = mainText(form.fields);
  const notes = text && form.parameters[text.name];
  return (
    <div className={styles.group} style={{ '--group': groupColor(currentValue(form, 'color')) }}>
      {typeof notes === 'string' && notes !== '' && !compact ? (
        <p className={styles.notes}>{notes}</p>
      ) : null}
      {selected && !compact ? <GroupBar id={id} kind={kind} /> : null}
    </div>
  );
}
