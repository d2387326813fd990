/** The buttons under a proposal: what there is to do next stands first. */
import { Check, RotateCw, Square, WandSparkles } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/ui/button';
import { Kbd } from '@/ui/kbd';
import type { Act } from '../agents/use-act';
import styles from './improve-panel.module.css';

type Props = {
  phase: Act['phase'];
  /** It would change something. */
  canAccept: boolean;
  /** The prompt is not what the proposal was made from: accepting it wants a second look. */
  isChanged: boolean;
  /** Of asking; empty if it costs nothing. */
  price: string;
  onAccept: () => void;
  onAsk: () => void;
  onStop: () => void;
  onDrop: () => void;
};

export function ImproveActions(props: Props): ReactNode {
  const { phase, canAccept, isChanged, price, onAccept, onAsk, onStop, onDrop } = props;
  if (phase === 'running') {
    return (
      <div className={styles.actions}>
        <Button data-first size="small" icon={<Square />} onClick={onStop}>
          Stop
        </Button>
        <Drop onDrop={onDrop} />
      </div>
    );
  }
  if (phase === 'idle') {
    return (
      <div className={styles.actions}>
        <Button data-first size="small" variant="primary" icon={<WandSparkles />} onClick={onAsk}>
          Improve <Price price={price} />
        </Button>
      </div>
    );
  }
  const isDone = phase === 'done' && canAccept;
  return (
    <div className={styles.actions}>
      {isDone ? (
        <Button
          data-first
          size="small"
          variant={isChanged ? 'secondary' : 'primary'}
          icon={<Check />}
          onClick={onAccept}
        >
          {isChanged ? 'Accept anyway' : 'Accept'}
        </Button>
      ) : null}
      {phase === 'failed' ? null : (
        <Button data-first size="small" icon={<RotateCw />} onClick={onAsk}>
          Try again <Price price={price} />
        </Button>
      )}
      <Drop onDrop={onDrop} />
    </div>
  );
}

function Drop({ onDrop }: { onDrop: () => void }): ReactNode {
  return (
    <Button size="small" variant="quiet" onClick={onDrop}>
      Drop <Kbd keys="escape" />
    </Button>
  );
}

function Price({ price }: { price: string }): ReactNode {
  return price ? <span className={styles.price}>{price}</span> : null;
}
