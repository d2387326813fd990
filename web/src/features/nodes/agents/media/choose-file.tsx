/** A hidden file field, and what opens it. */
import { type ReactNode, useRef } from 'react';

type Props = {
  accept: string;
  label: string;
  onFile: (file: File) => void;
  children: (open: () => void) => ReactNode;
};

export function ChooseFile({ accept, label, onFile, children }: Props): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        aria-label={label}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file) onFile(file);
        }}
      />
      {children(() => input.current?.click())}
    </>
  );
}
