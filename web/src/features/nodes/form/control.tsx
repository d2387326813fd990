/** The control of one parameter, chosen by its `x-control`. */
import type { ReactNode } from 'react';
import type { ModelCard } from '@/core/models';
import type { NodeSpec } from '@/core/spec';
import type { Json } from '@/core/values';
import { Input } from '@/ui/input';
import { NumberField } from '@/ui/number-field';
import { Switch } from '@/ui/switch';
import { Textarea } from '@/ui/textarea';
import { invitation } from '../bodies/words';
import { SharedTextField } from '../text/shared-text-field';
import { AssetControl } from './asset-control';
import { ChoiceControl, CountControl, RatioControl } from './choice-controls';
import { ColorControl } from './color-control';
import type { Field } from './fields';
import { JsonControl } from './json-control';
import { LazyControl } from './lazy-controls';
import { MaskControl } from './mask-control';
import { ModelControl } from './model-control';
import { SeedControl, SliderControl } from './number-controls';
import { VoiceControl } from './voice-control';

export type FrameProps = {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean;
};

export type ControlProps = {
  readonly node: string;
  readonly kind: NodeSpec;
  /** The node's model now. */
  readonly card: ModelCard | null;
  readonly field: Field;
  readonly value: Json;
  readonly onChange: (value: Json | undefined) => void;
  readonly frame: FrameProps;
};

export function Control(props: ControlProps): ReactNode {
  const { field } = props;
  switch (field.control) {
    case 'prompt':
    case 'text':
      return <TextControl {...props} />;
    case 'model':
      return <ModelControl {...props} />;
    case 'ratio':
      return <RatioControl {...props} />;
    case 'choice':
      return field.choices ? <ChoiceControl {...props} /> : <PlainControl {...props} />;
    case 'count':
      return <CountControl {...props} />;
    case 'seed':
      return <SeedControl {...props} />;
    case 'slider':
      return <SliderControl {...props} />;
    case 'switch':
      return <SwitchControl {...props} />;
    case 'asset':
      return <AssetControl {...props} />;
    case 'color':
      return <ColorControl {...props} />;
    case 'voice':
      return <VoiceControl {...props} />;
    case 'mask':
      return <MaskControl {...props} />;
    case 'character':
    case 'dialogue':
    case 'preset':
    case 'list':
    case 'text-list':
      return <LazyControl {...props} />;
    default:
      return <PlainControl {...props} />;
  }
}

function TextControl({ node, kind, field, value, onChange, frame }: ControlProps): ReactNode {
  const rows = { minRows: field.control === 'prompt' ? 3 : 2, maxRows: 14 };
  if (field.isShared) {
    const placeholder = field.control === 'prompt' ? invitation(kind) : undefined;
    return (
      <SharedTextField
        node={node}
        name={field.name}
        placeholder={placeholder}
        {...rows}
        {...frame}
      />
    );
  }
  return (
    <Textarea
      {...rows}
      {...frame}
      value={String(value ?? '')}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function SwitchControl({ field, value, onChange, frame }: ControlProps): ReactNode {
  return <Switch id={frame.id} label={field.title} checked={value === true} onChange={onChange} />;
}

/** A kind whose author named no control, or one this Koda does not know. */
function PlainControl(props: ControlProps): ReactNode {
  const { field, value, onChange, frame } = props;
  if (field.type === 'boolean') return <SwitchControl {...props} />;
  if (field.type === 'other') return <JsonControl {...props} />;
  if (field.type === 'number') {
    return (
      <NumberField
        {...frame}
        value={typeof value === 'number' ? value : null}
        optional={field.isNullable}
        step={field.step}
        unit={field.unit}
        {...(field.min === null ? {} : { min: field.min })}
        {...(field.max === null ? {} : { max: field.max })}
        onChange={(next) => onChange(next)}
      />
    );
  }
  return (
    <Input
      {...frame}
      value={typeof value === 'string' ? value : ''}
      trailing={field.unit || undefined}
      onChange={(event) => onChange(event.currentTarget.value || (field.isNullable ? null : ''))}
    />
  );
}
