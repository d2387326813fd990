/** Something to be taken along: shown whole, copied by a press. */
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from './button';
import styles from './copy-field.module.css';
import { Field } from './field';
import { Input } from './input';

type Props = { label: string; value: string; hint?: string };

export function CopyField({ label, value, hint }: Props) {
  const [copied, setCopied] = useState<'' | 'yes' | 'no'>('');
  const copy = (): void => {
    navigator.clipboard.writeText(value).then(
      () => setCopied('yes'),
      () => setCopied('no'),
    );
  };
  const words = copied === 'no' ? 'The browser did not let Koda copy it: select it here.' : hint;
  return (
    <div className={styles.row}>
      <Field label={label} {...(words ? { hint: words } : {})}>
        {(control) => (
          <Input
            {...control}
            readOnly
            value={value}
            onFocus={(event) => event.currentTarget.select()}
          />
        )}
      </Field>
      <Button
        variant="primary"
        icon={copied === 'yes' ? <Check /> : <Copy />}
        className={styles.copy}
        onClick={copy}
      >
        <span aria-live="polite">{copied === 'yes' ? 'Copied' : 'Copy'}</span>
      </Button>
    </div>
  );
}
