/** One line for what should be different; Enter asks for it. */
import type { KeyboardEvent, ReactNode } from 'react';
import { Input } from '@/ui/input';

const MOST_LETTERS = 2_000;

type Props = { words: string; onWords: (words: string) => void; onAsk: () => void };

export function Wishes({ words, onWords, onAsk }: Props): ReactNode {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.metaKey || event.ctrlKey) return;
    if (event.nativeEvent.isComposing) return;
    event.preventDefault();
    onAsk();
  };
  return (
    <Input
      aria-label="What should be different"
      placeholder="What should be different? Make it moodier"
      maxLength={MOST_LETTERS}
      value={words}
      onChange={(event) => onWords(event.currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  );
}
