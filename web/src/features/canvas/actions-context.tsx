/** The canvas's actions for its components. */
import { createContext, useContext } from 'react';
import type { CanvasActions } from './actions';

export const ActionsContext = createContext<CanvasActions | null>(null);

export function useActions(): CanvasActions {
  const actions = useContext(ActionsContext);
  if (!actions) throw new Error('No canvas is shown here');
  return actions;
}
