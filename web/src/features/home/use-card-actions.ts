/** What can be done with a canvas on home, with its words for when it went well or did not. */
import { useMemo } from 'react';
import { toast } from '@/ui/toasts';
import type { CardActions } from './canvas-card';
import type { Shelf } from './shelf';
import { sayProblem } from './use-start';

export function useCardActions(shelf: Shelf): CardActions {
  return useMemo(
    () => ({
      rename: (card, name) => {
        shelf.rename(card.id, name).catch(say(`“${card.name}” keeps its name`));
      },
      duplicate: (card) => {
        shelf.duplicate(card.id).catch(say(`“${card.name}” was not duplicated`));
      },
      trash: (card) => {
        const undo = (): void => {
          shelf.restore(card.id).catch(say(`“${card.name}” is still in the trash`));
        };
        shelf.trash(card.id).then(
          () =>
            toast(`“${card.name}” is in the trash`, {
              action: { title: 'Undo', onSelect: undo },
            }),
          say(`“${card.name}” was not thrown away`),
        );
      },
    }),
    [shelf],
  );
}

const say = (title: string) => (error: unknown) => sayProblem(error, title);
