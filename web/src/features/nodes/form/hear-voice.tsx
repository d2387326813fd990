/** Plays a sentence in a voice, where hearing it is free. */
import { Square, Volume2 } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ModelCard } from '@/core/models';
import { useSession } from '@/sync/use-session';
import { IconButton } from '@/ui/icon-button';
import { takeTurn } from '@/ui/one-voice';
import { play } from '@/ui/use-playback';

/** The provider whose work costs nothing. */
const FREE = 'offline';

type Props = { card: ModelCard | null; voice: string; title: string };

export function HearVoice({ card, voice, title }: Props): ReactNode {
  const { api } = useSession();
  const [isPlaying, setPlaying] = useState(false);
  const sound = useRef<HTMLAudioElement | null>(null);
  const stop = (): void => {
    sound.current?.pause();
    sound.current = null;
    setPlaying(false);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: another voice ends the sample
  useEffect(() => stop, [card, voice]);
  if (card?.provider !== FREE || voice === '') return null;
  const start = (): void => {
    const path = `/voices/${encodeURIComponent(card.id)}/${encodeURIComponent(voice)}/sample`;
    const element = new Audio(api.url(path));
    const endTurn = takeTurn(stop);
    element.onended = element.onerror = () => {
      endTurn();
      stop();
    };
    sound.current = element;
    setPlaying(true);
    void play(element);
  };
  return (
    <IconButton
      label={isPlaying ? 'Stop' : `Hear ${title}`}
      icon={isPlaying ? <Square /> : <Volume2 />}
      onClick={isPlaying ? stop : start}
    />
  );
}
