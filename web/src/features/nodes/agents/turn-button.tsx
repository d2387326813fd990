/** Turns an agent's card between what it was told and what came of it. */
import { ArrowLeft, ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/ui/button';

type Props = {
  isBrief: boolean;
  /** What the result is called. */
  result: string;
  onTurn: (isBrief: boolean) => void;
};

export function TurnButton({ isBrief, result, onTurn }: Props): ReactNode {
  return (
    <Button
      size="small"
      variant="quiet"
      className="nodrag"
      icon={isBrief ? <ArrowRight /> : <ArrowLeft />}
      onClick={() => onTurn(!isBrief)}
    >
      {isBrief ? result : 'Brief'}
    </Button>
  );
}
