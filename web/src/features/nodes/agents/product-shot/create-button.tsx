/** Makes image nodes of the shots that are on. */
import { LayoutGrid } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Shot } from '@/core/product-shot';
import { Button } from '@/ui/button';
import { count } from '../../words';
import { useCloseLarge } from '../agent-body-frame';
import styles from './product-shot-body.module.css';

type Props = {
  shots: readonly Shot[];
  off: ReadonlySet<number>;
  onCreate: (shots: readonly Shot[]) => void;
};

export function CreateButton({ shots, off, onCreate }: Props): ReactNode {
  const close = useCloseLarge();
  const chosen = shots.filter(({ number, prompt }) => !off.has(number) && prompt !== '');
  const words = chosen.length > 0 ? `Create ${count(chosen.length, 'node')}` : 'No shot is on';
  return (
    <Button
      variant="primary"
      data-for="edit"
      className={styles.create}
      icon={<LayoutGrid />}
      disabled={chosen.length === 0}
      onClick={() => {
        close();
        onCreate(chosen);
      }}
    >
      {words}
    </Button>
  );
}
