/** Begins an agent's work, with its price; Stop while it runs. The focus stays on it. */
import { RotateCw, Sparkles, Square } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatMoney } from '@/core/money';
import { Button } from '@/ui/button';
import styles from './generate-button.module.css';
import type { Agent } from './use-agent';

type Props = {
  agent: Agent;
  /** What it does in a word, and once its result is known. */
  words: string;
  again: string;
  onRun: () => void;
};

export function GenerateButton({ agent, words, again, onRun }: Props): ReactNode {
  const { price, isKnown } = agent.price;
  const isRunning = agent.phase === 'running';
  const icon = isRunning ? <Square /> : isKnown ? <RotateCw /> : <Sparkles />;
  return (
    <Button
      variant={isRunning ? 'secondary' : 'primary'}
      icon={icon}
      className={styles.button}
      data-for="run"
      onClick={isRunning ? agent.stop : onRun}
    >
      {isRunning ? 'Stop' : isKnown ? again : words}
      {isRunning || price === null ? null : (
        <span className={styles.price}>{formatMoney(price)}</span>
      )}
    </Button>
  );
}
