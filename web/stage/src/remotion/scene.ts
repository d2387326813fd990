/** Which film a component is in. */

import { createContext, useContext } from 'react';
import type { Scene } from '../contract';

export const SceneContext = createContext<Scene | null>(null);

export function useScene(): Scene {
  const scene = useContext(SceneContext);
  if (!scene) throw new Error('This can be drawn only within the film.');
  return scene;
}
