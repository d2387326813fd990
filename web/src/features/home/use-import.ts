/** Canvases from files: chosen, or dropped on the page. */
import { useCallback, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { api } from '@/api/koda-api';
import { toast } from '@/ui/toasts';
import { readExport } from './read-export';
import { sayProblem } from './use-start';

export type Import = {
  /** Files are held over the page. */
  readonly isOver: boolean;
  readonly take: (files: readonly File[]) => void;
};

/** Make a canvas of each file; the only one is opened, of several `onDone` shows the list anew. */
export function useImport(onDone: () => void): Import {
  const [, go] = useLocation();
  const take = useCallback(
    (files: readonly File[]) => {
      const all = async (): Promise<void> => {
        const made: string[] = [];
        for (const file of files) {
          const id = await importFile(file);
          if (id) made.push(id);
        }
        if (made.length === 1 && files.length === 1) go(`/canvas/${made[0]}`);
        else if (made.length > 0) {
          toast(made.length === 1 ? 'One canvas was added' : `${made.length} canvases were added`);
          onDone();
        }
      };
      void all();
    },
    [go, onDone],
  );
  return { isOver: useDrop(take), take };
}

async function importFile(file: File): Promise<string | null> {
  const read = readExport(await file.text(), file.name);
  if ('problem' in read) {
    const words = `${read.problem} Home opens canvases that were exported as JSON; pictures go onto a canvas.`;
    toast(`“${file.name}” is not a canvas`, { tone: 'error', words });
    return null;
  }
  try {
    const { id } = await api.createCanvas(read.draft);
    return id;
  } catch (error) {
    sayProblem(error, `“${file.name}” was not added`);
    return null;
  }
}

const hasFiles = (event: DragEvent): boolean =>
  event.dataTransfer?.types.includes('Files') === true;

function useDrop(take: (files: readonly File[]) => void): boolean {
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const onOver = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setIsOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      // Leaving an element for one inside it is no leaving; out of the window there is none.
      if (event.relatedTarget === null) setIsOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      setIsOver(false);
      if (!hasFiles(event)) return;
      event.preventDefault();
      take([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [take]);
  return isOver;
}
