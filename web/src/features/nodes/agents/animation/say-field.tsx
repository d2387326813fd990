/** A line for words that change something: Enter sends, Shift+Enter begins a line. */
import { ArrowUp } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { IconButton } from '@/ui/icon-button';
import { Textarea } from '@/ui/textarea';
import chat from '../chat.module.css';

type Props = {
  label: string;
  placeholder: string;
  /** What the words are about, before them. */
  about?: ReactNode;
  isBusy?: boolean;
  onSay: (words: string) => void;
};

const MOST_LETTERS = 4_000;

export function SayField({ label, placeholder, about, isBusy = false, onSay }: Props): ReactNode {
  const [words, setWords] = useState('');
  const send = (): void => {
    const said = words.trim().slice(0, MOST_LETTERS);
    if (said === '' || isBusy) return;
    onSay(said);
    setWords('');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    send();
  };
  return (
    <div className={`${chat.field} nodrag nopan`} data-for="run">
      {about}
      <Textarea
        bare
        className="nowheel"
        aria-label={label}
        placeholder={placeholder}
        minRows={1}
        maxRows={6}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <IconButton
        size="small"
        className={chat.send}
        label="Send"
        icon={<ArrowUp />}
        disabled={words.trim() === '' || isBusy}
        onClick={send}
      />
    </div>
  );
}
