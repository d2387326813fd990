/** Adds a file to the code: asked for its path, which is refused with words where it cannot be. */
import { FilePlus2 } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Paths } from '@/core/animation-project';
import { whyNoPath } from '@/core/animation-project';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { IconButton } from '@/ui/icon-button';
import { Input } from '@/ui/input';
import { Popover } from '@/ui/popover';
import styles from './new-file.module.css';

type Props = {
  /** The files that there are. */
  paths: Paths;
  /** What a path looks like. */
  example: string;
  onAdd: (path: string) => void;
};

export function NewFile({ paths, example, onAdd }: Props): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      label="New file"
      align="end"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={<IconButton label="New file" icon={<FilePlus2 />} />}
    >
      <Form
        paths={paths}
        example={example}
        onAdd={(path) => {
          setOpen(false);
          onAdd(path);
        }}
      />
    </Popover>
  );
}

function Form({ paths, example, onAdd }: Props): ReactNode {
  const [path, setPath] = useState('');
  const [isTried, setTried] = useState(false);
  const wrong = whyNoPath(path.trim(), paths);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (wrong === null) onAdd(path.trim());
  };
  return (
    <form className={styles.form} aria-label="New file" onSubmit={submit}>
      <Field
        label="Path"
        hint="Folders are made with it."
        {...(isTried && wrong !== null ? { error: wrong } : {})}
      >
        {(control) => (
          <Input
            {...control}
            autoFocus
            autoCapitalize="off"
            autoComplete="off"
            spellCheck={false}
            placeholder={example}
            value={path}
            onChange={(event) => setPath(event.currentTarget.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary">
        Add the file
      </Button>
    </form>
  );
}
