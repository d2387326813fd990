/** The model picker as a field of a form. */
import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ControlProps } from './control';
import { ModelPicker, useModelName } from './model-picker';
import styles from './model-picker.module.css';

export function ModelControl({ node, kind, value, onChange, frame }: ControlProps): ReactNode {
  const name = useModelName(node, kind, value);
  if (kind.task === null) return null;
  const trigger = (
    <button {...frame} type="button" className={styles.trigger}>
      <span>{name}</span>
      <ChevronDown aria-hidden="true" />
    </button>
  );
  return (
    <ModelPicker node={node} kind={kind} value={value} onChange={onChange} trigger={trigger} />
  );
}
