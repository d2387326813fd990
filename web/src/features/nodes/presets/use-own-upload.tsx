/** Pictures of somebody, chosen from this machine and sent to the library. */
import { type ReactNode, useRef, useState } from 'react';
import { ApiProblem } from '@/api/problem';
import { uploadFile } from '@/api/upload';
import { useSession } from '@/sync/use-session';
import { toast } from '@/ui/toasts';

export type OwnUpload = {
  readonly assets: readonly string[];
  readonly isBusy: boolean;
  readonly open: () => void;
  readonly clear: () => void;
  /** A hidden field, to be put somewhere. */
  readonly chooser: ReactNode;
};

export function useOwnUpload(node: string, onDone?: (assets: string[]) => void): OwnUpload {
  const session = useSession();
  const input = useRef<HTMLInputElement>(null);
  const [assets, setAssets] = useState<readonly string[]>([]);
  const [isBusy, setBusy] = useState(false);
  const start = async (files: readonly File[]): Promise<void> => {
    setBusy(true);
    const made: string[] = [];
    for (const file of files) {
      try {
        const place = { canvas: session.id, node };
        const asset = await uploadFile(session.api, file, place, () => {});
        if (asset.kind === 'image') made.push(asset.id);
        else toast(`${file.name} is no picture.`, { tone: 'error' });
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error;
        toast(`${file.name}: ${error.message}`, { tone: 'error', words: error.remedy });
      }
    }
    setBusy(false);
    setAssets((now) => [...now, ...made]);
    if (made.length > 0) onDone?.(made);
  };
  const chooser = (
    <input
      ref={input}
      type="file"
      hidden
      multiple
      accept="image/*"
      aria-label="Pictures of a character"
      onChange={(event) => {
        const files = [...(event.currentTarget.files ?? [])];
        event.currentTarget.value = '';
        if (files.length > 0) void start(files);
      }}
    />
  );
  return {
    assets,
    isBusy,
    open: () => input.current?.click(),
    clear: () => setAssets([]),
    chooser,
  };
}
