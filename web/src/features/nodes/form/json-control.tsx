/** A parameter that is neither text nor number: written as JSON, taken when it can be read. */
import { type ReactNode, useState } from 'react';
import type { Json } from '@/core/values';
import { Textarea } from '@/ui/textarea';
import type { ControlProps } from './control';
import styles from './controls.module.css';

export function JsonControl({ value, onChange, frame }: ControlProps): ReactNode {
  const [draft, setDraft] = useState<string | null>(null);
  const parsed = draft === null ? { value } : parse(draft);
  return (
    <>
      <Textarea
        {...frame}
        aria-invalid={frame['aria-invalid'] || parsed === null}
        className={styles.code}
        spellCheck={false}
        value={draft ?? JSON.stringify(value, null, 2)}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={() => {
          if (draft === null || !parsed) return;
          setDraft(null);
          onChange(parsed.value);
        }}
      />
      {parsed === null ? <p className={styles.wrong}>This is not JSON yet.</p> : null}
    </>
  );
}

function parse(text: string): { value: Json } | null {
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    return null;
  }
}
