/** Begins an animation, with its price; Stop while it runs. */
import { RotateCw, Sparkles, Square } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatMoney } from '@/core/money';
import { Button } from '@/ui/button';
import card from '../agent-card.module.css';
import button from '../generate-button.module.css';
import type { Animation } from './use-animation';

type Props = { animation: Animation; onRun: () => void };

export function StartButton({ animation, onRun }: Props): ReactNode {
  const { state, versions, stop } = animation;
  const { price } = animation.price;
  const isRunning = state === 'working' || state === 'asking';
  const hasMade = versions.length > 0;
  return (
    <div className={card.actions}>
      <Button
        variant={isRunning ? 'secondary' : 'primary'}
        icon={isRunning ? <Square /> : hasMade ? <RotateCw /> : <Sparkles />}
        className={button.button}
        data-for="run"
        onClick={isRunning ? stop : onRun}
      >
        {isRunning ? 'Stop' : hasMade ? 'Plan a new film' : 'Plan the film'}
        {isRunning || price === null ? null : (
          <span className={button.price}>{formatMoney(price)}</span>
        )}
      </Button>
    </div>
  );
}
