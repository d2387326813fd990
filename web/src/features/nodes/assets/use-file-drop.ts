/** A file dropped on a part of a card goes into it, and not beside it on the canvas. */
import { type DragEvent, useState } from 'react';

export function useFileDrop(onFile: (file: File) => void) {
  const [isOver, setOver] = useState(false);
  const hasFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');
  const handlers = {
    onDragOver: (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      event.stopPropagation();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      setOver(false);
      const [file, ...more] = event.dataTransfer.files;
      if (!file || more.length > 0) return; // several become nodes of their own
      event.preventDefault();
      event.stopPropagation();
      onFile(file);
    },
  };
  return { isOver, handlers };
}
