/** React Flow's viewport as a camera, read from its store without rendering. */

import { useStoreApi } from '@xyflow/react';
import { useMemo } from 'react';
import type { Camera } from './camera';

export function useFlowCamera(): Camera {
  const store = useStoreApi();
  return useMemo(
    () => ({
      get() {
        const { transform, width, height } = store.getState();
        return { x: transform[0], y: transform[1], zoom: transform[2], width, height };
      },
      subscribe(changed) {
        return store.subscribe((now, before) => {
          if (
            now.transform !== before.transform ||
            now.width !== before.width ||
            now.height !== before.height
          ) {
            changed();
          }
        });
      },
    }),
    [store],
  );
}
