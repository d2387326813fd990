/** What the page knows of its way to the server; re-renders when that changes. */
import { useCallback, useSyncExternalStore } from 'react';
import type { Access } from '@/api/access';
import { api } from '@/api/koda-api';

export function useAccess<Selected>(pick: (access: Access) => Selected): Selected {
  const watch = useCallback((listener: () => void) => api.access.watch(listener), []);
  return useSyncExternalStore(watch, () => pick(api.access));
}
