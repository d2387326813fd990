/** The presets of a node as one small button on its card. */
import { Palette } from 'lucide-react';
import { type ReactNode, Suspense } from 'react';
import type { NodeSpec } from '@/core/spec';
import { lazy } from '@/lib/lazy';
import { Popover } from '@/ui/popover';
import small from '../form/small-choice.module.css';
import type { NodeForm } from '../use-node-form';
import { chosenNames } from './choosing';
import styles from './preset-control.module.css';

const Picker = lazy(() => import('./picker').then((module) => ({ default: module.PresetPicker })));

type Props = { id: string; kind: NodeSpec; form: NodeForm };

export function PresetChip({ id, kind, form }: Props): ReactNode {
  if (!form.fields.some((field) => field.control === 'preset')) return null;
  const names = chosenNames(form.parameters, (parameter, value) => {
    const field = form.fields.find((one) => one.name === parameter);
    return field?.choices?.find((choice) => choice.value === value)?.title ?? '';
  });
  const said = names.length > 0 ? names.join(', ') : 'none';
  return (
    <Popover
      label="Presets"
      trigger={
        <button
          type="button"
          className={small.choice}
          aria-label={`Presets: ${said}`}
          title={`Presets: ${said}`}
        >
          <Palette aria-hidden="true" />
          {names.length > 0 ? (
            <span>{names.length === 1 ? names[0] : `${names.length} presets`}</span>
          ) : null}
        </button>
      }
    >
      <Suspense fallback={<div className={styles.loading} />}>
        <Picker node={id} kind={kind} />
      </Suspense>
    </Popover>
  );
}
