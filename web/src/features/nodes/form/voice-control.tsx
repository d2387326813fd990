/** Chooses a voice: a button with its name, and a list that is fetched when it is first opened. */
import { ChevronDown, Mic } from 'lucide-react';
import { type ReactNode, Suspense, useState } from 'react';
import type { ModelCard } from '@/core/models';
import type { Json } from '@/core/values';
import { lazy } from '@/lib/lazy';
import { Input } from '@/ui/input';
import { Popover } from '@/ui/popover';
import type { TriggerElement } from '@/ui/trigger';
import type { ControlProps } from './control';
import type { Choice, Field } from './fields';
import { HearVoice } from './hear-voice';
import styles from './model-picker.module.css';
import small from './small-choice.module.css';
import { shortTitle, voiceTitle } from './voice-words';

const VoiceList = lazy(async () => ({ default: (await import('./voice-list')).VoiceList }));

export function VoiceControl({ card, field, value, onChange, frame }: ControlProps): ReactNode {
  // A model without a list of voices takes the name of any.
  if (field.choices === null) {
    return (
      <Input
        {...frame}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onChange(event.currentTarget.value || undefined)}
      />
    );
  }
  const title = voiceTitle(field.choices, value);
  return (
    <div className={styles.voice}>
      <VoicePicker
        choices={field.choices}
        value={value}
        onChange={onChange}
        trigger={
          <button {...frame} type="button" className={styles.trigger}>
            <span>{title}</span>
            <ChevronDown aria-hidden="true" />
          </button>
        }
      />
      <HearVoice card={card} voice={String(value ?? '')} title={shortTitle(title)} />
    </div>
  );
}

type SmallProps = {
  field: Field;
  value: Json;
  onChange: (value: Json) => void;
  card: ModelCard | null;
};

export function SmallVoice({ field, value, onChange }: SmallProps): ReactNode {
  const choices = field.choices ?? [];
  const title = voiceTitle(choices, value);
  return (
    <VoicePicker
      choices={choices}
      value={value}
      onChange={onChange}
      trigger={
        <button type="button" className={small.choice} aria-label={`${field.title}: ${title}`}>
          <Mic aria-hidden="true" />
          <span>{shortTitle(title)}</span>
          <ChevronDown aria-hidden="true" />
        </button>
      }
    />
  );
}

type PickerProps = {
  choices: readonly Choice[];
  value: Json;
  onChange: (value: Json) => void;
  trigger: TriggerElement;
};

export function VoicePicker({ choices, value, onChange, trigger }: PickerProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover trigger={trigger} label="Voice" open={isOpen} onOpenChange={setOpen}>
      <Suspense>
        <VoiceList
          choices={choices}
          value={String(value ?? '')}
          onPick={(voice) => {
            setOpen(false);
            onChange(voice);
          }}
        />
      </Suspense>
    </Popover>
  );
}
