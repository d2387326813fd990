/** The field for the next message: Enter sends, Shift+Enter begins a line; Stop while a draft is written. */
import { ArrowUp, Square } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { IconButton } from '@/ui/icon-button';
import { Textarea } from '@/ui/textarea';
import styles from './chat.module.css';
import type { Draft } from './talk';
import type { Agent } from './use-agent';

type Props = { agent: Agent; placeholder: string; about?: Draft | undefined };

export function ChatField({ agent, placeholder, about }: Props): ReactNode {
  const [words, setWords] = useState('');
  const isRunning = agent.phase === 'running';
  const send = (): void => {
    if (words.trim() === '') return;
    agent.say(words, about);
    setWords('');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    send();
  };
  return (
    <div className={`${styles.field} nodrag nopan`} data-for="run">
      <Textarea
        bare
        className="nowheel"
        aria-label="Message"
        placeholder={isRunning ? 'What else? It is sent when this draft is done' : placeholder}
        minRows={1}
        maxRows={6}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {isRunning ? (
        <IconButton size="small" label="Stop" icon={<Square />} onClick={agent.stop} />
      ) : null}
      <IconButton
        size="small"
        className={styles.send}
        label={isRunning ? 'Send when this draft is done' : 'Send'}
        icon={<ArrowUp />}
        disabled={words.trim() === ''}
        onClick={send}
      />
    </div>
  );
}
