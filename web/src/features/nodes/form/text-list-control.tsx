/** Several texts, one in each line. */
import { type ReactNode, useState } from 'react';
import { Textarea } from '@/ui/textarea';
import type { ControlProps } from './control';
import { JsonControl } from './json-control';

export function TextListControl(props: ControlProps): ReactNode {
  const { value, onChange, frame } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const texts = value ?? [];
  // What is no list of texts is shown as it is.
  if (!Array.isArray(texts) || !texts.every((one) => typeof one === 'string')) {
    return <JsonControl {...props} />;
  }
  return (
    <Textarea
      {...frame}
      minRows={3}
      placeholder="One in each line"
      value={draft ?? texts.join('\n')}
      onChange={(event) => {
        const { value: written } = event.currentTarget;
        setDraft(written);
        onChange(written.split('\n').filter((line) => line.trim() !== ''));
      }}
      onBlur={() => setDraft(null)}
    />
  );
}
