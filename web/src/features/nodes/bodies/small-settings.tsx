/** The few settings of a node that matter most, small, for the lower edge of its card. */
import { Sparkles, Volume2, VolumeX } from 'lucide-react';
import { type ReactNode, Suspense } from 'react';
import type { NodeSpec } from '@/core/spec';
import type { Json } from '@/core/values';
import { lazy } from '@/lib/lazy';
import { useSession } from '@/sync/use-session';
import { NumberField } from '@/ui/number-field';
import { RatioGlyph } from '@/ui/ratio-glyph';
import { Tooltip } from '@/ui/tooltip';
import { ColorControl } from '../form/color-control';
import { type Field, readValue } from '../form/fields';
import { ModelPicker, useModelName } from '../form/model-picker';
import { setField } from '../form/set-field';
import { SmallChoice } from '../form/small-choice';
import { SmallVoice } from '../form/voice-control';
import type { NodeForm } from '../use-node-form';
import composer from './composer.module.css';
import { mainFields } from './main-fields';
import styles from './small-settings.module.css';

const PresetChip = lazy(async () => ({
  default: (await import('../presets/preset-chip')).PresetChip,
}));

type Props = { id: string; kind: NodeSpec; form: NodeForm };

export function SmallSettings({ id, kind, form }: Props): ReactNode {
  const { document } = useSession();
  const settings = mainFields(kind, form.fields).map((field) => {
    const { value } = readValue(field, form.parameters[field.name]);
    const set = (next: Json | undefined): void => setField(document, id, kind, field, next);
    return (
      <Small
        key={field.name}
        id={id}
        kind={kind}
        form={form}
        field={field}
        value={value}
        onChange={set}
      />
    );
  });
  const hasPresets = form.fields.some((field) => field.control === 'preset');
  return (
    <>
      {settings}
      {hasPresets ? (
        <Suspense fallback={null}>
          <PresetChip id={id} kind={kind} form={form} />
        </Suspense>
      ) : null}
    </>
  );
}

type SmallProps = Props & {
  field: Field;
  value: Json;
  onChange: (value: Json | undefined) => void;
};

function Small(props: SmallProps): ReactNode {
  const { field, value, onChange } = props;
  switch (field.control) {
    case 'model':
      return <SmallModel {...props} />;
    case 'ratio':
      return <SmallChoice {...props} icon={(ratio) => <RatioGlyph ratio={String(ratio)} />} />;
    case 'count':
      return <SmallCount {...props} />;
    case 'voice':
      return <SmallVoice {...props} card={props.form.card} />;
    case 'switch':
      return <SmallSwitch field={field} value={value} onChange={onChange} />;
    case 'color':
      return <SmallColor {...props} />;
    default:
      return field.choices ? <SmallChoice {...props} /> : <SmallNumber {...props} />;
  }
}

function SmallModel({ id, kind, value, onChange }: SmallProps): ReactNode {
  const name = useModelName(id, kind, value, true);
  const whole = useModelName(id, kind, value);
  if (kind.task === null) return null;
  const trigger = (
    <button type="button" className={composer.model} aria-label={`Model: ${whole}`} title={whole}>
      <Sparkles aria-hidden="true" />
      <span>{name}</span>
    </button>
  );
  return <ModelPicker node={id} kind={kind} value={value} onChange={onChange} trigger={trigger} />;
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

type PlainProps = Pick<SmallProps, 'field' | 'value' | 'onChange'>;

/** Sound is known by its icon; other switches by their words. */
function SmallSwitch({ field, value, onChange }: PlainProps): ReactNode {
  const isOn = value === true;
  const isSound = /audio|sound/.test(field.name);
  const Icon = isOn ? Volume2 : VolumeX;
  return (
    <Tooltip text={`${field.title}: ${isOn ? 'on' : 'off'}`} side="top">
      <button
        type="button"
        className={styles.toggle}
        aria-pressed={isOn}
        aria-label={field.title}
        onClick={() => onChange(!isOn)}
      >
        {isSound ? <Icon aria-hidden="true" /> : field.title}
      </button>
    </Tooltip>
  );
}

function SmallNumber({ field, value, onChange }: PlainProps): ReactNode {
  return (
    <span className={styles.number}>
      <span aria-hidden="true">{field.title}</span>
      <NumberField
        label={field.title}
        value={typeof value === 'number' ? value : null}
        optional={field.isNullable}
        step={field.step}
        unit={field.unit}
        {...(field.min === null ? {} : { min: field.min })}
        {...(field.max === null ? {} : { max: field.max })}
        onChange={(next) => onChange(next)}
      />
    </span>
  );
}

function SmallColor({ id, kind, form, field, value, onChange }: SmallProps): ReactNode {
  const frame = { id: `${id}-${field.name}`, 'aria-describedby': undefined, 'aria-invalid': false };
  return (
    <ColorControl
      node={id}
      kind={kind}
      card={form.card}
      field={field}
      value={value}
      onChange={onChange}
      frame={frame}
    />
  );
}
