/** A preset in the form: its picture and name on a button that opens the picker. */
import { ChevronDown } from 'lucide-react';
import { type ReactNode, Suspense } from 'react';
import { lazy } from '@/lib/lazy';
import { useNodeParameters } from '@/sync/use-session';
import { Popover } from '@/ui/popover';
import type { ControlProps } from '../form/control';
import styles from './preset-control.module.css';

const Picker = lazy(() => import('./picker').then((module) => ({ default: module.PresetPicker })));
const Drawing = lazy(() => import('./drawing').then((module) => ({ default: module.Drawing })));

/** What a person's own takes the place of. */
const OWN: Readonly<Record<string, string>> = {
  style_preset: 'own_style_name',
  character_preset: 'character_name',
};

export function PresetControl({ node, kind, field, value, frame }: ControlProps): ReactNode {
  const parameters = useNodeParameters(node) ?? {};
  const chosen = field.choices?.find((choice) => choice.value === value);
  const ownName = parameters[OWN[field.name] ?? ''];
  const own = typeof ownName === 'string' ? ownName : '';
  return (
    <Popover
      label="Presets"
      trigger={
        <button {...frame} type="button" className={styles.trigger}>
          {chosen ? (
            <Suspense fallback={<span className={styles.picture} />}>
              <Drawing
                parameter={field.name}
                value={String(chosen.value)}
                className={styles.picture}
              />
            </Suspense>
          ) : null}
          <span className={styles.name}>{chosen?.title || own || 'None'}</span>
          <ChevronDown aria-hidden="true" />
        </button>
      }
    >
      <Suspense fallback={<div className={styles.loading} />}>
        <Picker node={node} kind={kind} tab={field.name} />
      </Suspense>
    </Popover>
  );
}
