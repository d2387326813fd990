/** Puts the draft that is looked at on the canvas. */
import { LayoutGrid } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Board } from '@/core/storyboard';
import { useSession } from '@/sync/use-session';
import { Button } from '@/ui/button';
import { useCloseLarge } from '../agent-body-frame';
import { createBoard } from './create-board';

type Props = {
  id: string;
  board: Board;
  onShow: (ids: readonly string[]) => void;
};

export function CreateButton({ id, board, onShow }: Props): ReactNode {
  const session = useSession();
  const close = useCloseLarge();
  const [isBusy, setBusy] = useState(false);
  const create = async (): Promise<void> => {
    setBusy(true);
    try {
      if (await createBoard(session, id, board, onShow)) close();
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button
      variant="primary"
      icon={<LayoutGrid />}
      data-for="edit"
      busy={isBusy}
      onClick={() => void create()}
    >
      Create on canvas
    </Button>
  );
}
