/** A number on a card: read and moved like everything else, changed while it is selected. */
import type { ReactNode } from 'react';
import type { NodeBodyProps } from '@/sync/slots';
import { useNodeParameters, useSession } from '@/sync/use-session';
import { NumberField } from '@/ui/number-field';
import { type Field, fieldsOf, readValue } from '../form/fields';
import { KeyKeeper } from '../key-keeper';
import styles from './number-body.module.css';

/** The number that is all a kind holds, if it is one. */
export function onlyNumber(fields: readonly Field[]): Field | null {
  const [field] = fields;
  return fields.length === 1 && field?.type === 'number' ? field : null;
}

export function NumberBody({ id, kind, selected, editing, compact }: NodeBodyProps): ReactNode {
  const { document, may } = useSession();
  const parameters = useNodeParameters(id);
  const field = onlyNumber(fieldsOf(kind, null));
  if (!field) return null;
  const { value } = readValue(field, parameters?.[field.name]);
  const number = typeof value === 'number' ? value : null;
  if (compact || !may.edit || !(selected || editing))
    return <p className={styles.number}>{number}</p>;
  return (
    <KeyKeeper className={`${styles.field} nodrag nopan`}>
      <NumberField
        label={field.title}
        value={number}
        step={field.step}
        {...(field.min === null ? {} : { min: field.min })}
        {...(field.max === null ? {} : { max: field.max })}
        unit={field.unit}
        onChange={(next) => document.setParameter(id, field.name, next ?? undefined)}
      />
    </KeyKeeper>
  );
}
