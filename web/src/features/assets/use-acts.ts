/** What can be done with chosen assets, with its words for when it went well or did not. */
import { useMemo } from 'react';
import { api } from '@/api/koda-api';
import type { LibraryItem } from '@/api/library-types';
import { ApiProblem } from '@/api/problem';
import { formatBytes } from '@/lib/bytes';
import { toast } from '@/ui/toasts';
import type { Library } from './library';
import { canvasesWords, filesWords, titleOf } from './words';

export type Items = readonly LibraryItem[];

export type Acts = {
  star: (items: Items, favourite: boolean) => void;
  rename: (item: LibraryItem, name: string) => void;
  download: (items: Items) => void;
  trash: (items: Items) => void;
  restore: (items: Items) => void;
  remove: (items: Items) => void;
};

/** `onChange`: counts and storage are others now. */
export function useActs(library: Library, onChange: () => void): Acts {
  return useMemo(() => {
    const attempt = <Value>(
      work: Promise<Value>,
      failed: string,
      done: (value: Value) => void = () => {},
    ): void => {
      work.then(
        (value) => {
          done(value);
          onChange();
        },
        (error: unknown) => sayProblem(error, failed),
      );
    };
    return {
      star: (items, favourite) =>
        attempt(library.star(idsOf(items), favourite), 'The star stays as it was'),
      rename: (item, name) =>
        attempt(library.rename(item.id, name), `“${titleOf(item)}” keeps its name`),
      download,
      trash: (items) =>
        attempt(library.trash(idsOf(items)), `${what(items)} was not thrown away`, (usedOn) =>
          toast(`${what(items)} ${items.length === 1 ? 'is' : 'are'} in the trash`, {
            ...(usedOn > 0
              ? { words: `Used on ${canvasesWords(usedOn)}; there it can still be seen.` }
              : {}),
            action: {
              title: 'Undo',
              onSelect: () =>
                attempt(library.restore(idsOf(items)), `${what(items)} is still in the trash`),
            },
          }),
        ),
      restore: (items) =>
        attempt(library.restore(idsOf(items)), `${what(items)} was not restored`, () =>
          toast(`${what(items)} ${items.length === 1 ? 'is' : 'are'} back`),
        ),
      remove: (items) =>
        attempt(library.remove(idsOf(items)), `${what(items)} was not deleted`, (freed) =>
          toast(`Deleted; ${formatBytes(freed)} are free again`),
        ),
    };
  }, [library, onChange]);
}

const idsOf = (items: Items): string[] => items.map((item) => item.id);

function what(items: Items): string {
  const [only] = items;
  return only && items.length === 1 ? `“${titleOf(only)}”` : filesWords(items.length);
}

function download(items: Items): void {
  for (const item of items) {
    const link = document.createElement('a');
    link.href = api.downloadUrl(item.id, titleOf(item));
    link.download = '';
    link.click();
  }
}

export function sayProblem(error: unknown, title: string): void {
  if (!(error instanceof ApiProblem)) throw error;
  toast(title, { tone: 'error', words: [error.message, error.remedy].filter(Boolean).join(' ') });
}
