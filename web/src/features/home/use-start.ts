/** Makes a canvas on the server, then opens it. */
import { useCallback, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { api } from '@/api/koda-api';
import { ApiProblem } from '@/api/problem';
import type { CanvasDraft } from '@/api/types';
import { toast } from '@/ui/toasts';

export type Start = {
  readonly isStarting: boolean;
  /** `sentence`: what the opened canvas makes at once. */
  readonly start: (draft: CanvasDraft, sentence?: string) => void;
};

export function useStart(): Start {
  const [, go] = useLocation();
  const [isStarting, setIsStarting] = useState(false);
  // Two keys in one frame come before a render.
  const isBusy = useRef(false);
  const start = useCallback(
    (draft: CanvasDraft, sentence?: string) => {
      if (isBusy.current) return;
      isBusy.current = true;
      setIsStarting(true);
      const open = async (): Promise<void> => {
        try {
          const { id } = await api.createCanvas(draft);
          const search = sentence ? `?${new URLSearchParams({ sentence })}` : '';
          go(`/canvas/${id}${search}`);
        } catch (error) {
          sayProblem(error, 'The canvas was not made');
        } finally {
          isBusy.current = false;
          setIsStarting(false);
        }
      };
      void open();
    },
    [go],
  );
  return { isStarting, start };
}

/** Tell what went wrong; anything but a problem of the server is thrown on. */
export function sayProblem(error: unknown, title: string): void {
  if (!(error instanceof ApiProblem)) throw error;
  toast(title, { tone: 'error', words: `${error.message} ${error.remedy}`.trim() });
}
