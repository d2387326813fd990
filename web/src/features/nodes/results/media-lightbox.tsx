/** A file of one's own over the whole window. */

import { Download, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import type { NodeSpec } from '@/core/spec';
import type { MediaType } from '@/core/values';
import { useNode, useSession } from '@/sync/use-session';
import { IconButton } from '@/ui/icon-button';
import { useAsset } from '../assets/use-asset';
import { fileName } from '../words';
import { focusBox } from './focus-box';
import styles from './lightbox.module.css';
import { type PanZoom, WHOLE } from './pan-zoom';
import { saveFile } from './result-actions';
import { Seen } from './seen';

export type MediaLightboxProps = {
  id: string;
  kind: NodeSpec;
  asset: string;
  type: MediaType;
  onClose: () => void;
};

export function MediaLightbox({ id, kind, asset, type, onClose }: MediaLightboxProps): ReactNode {
  const session = useSession();
  const [view, setView] = useState<PanZoom>(WHOLE);
  const record = useAsset(asset).asset;
  const title = useNode(id)?.name || record?.name || kind.title;
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.scrim} />
        <Dialog.Content
          className={styles.box}
          aria-describedby={undefined}
          onOpenAutoFocus={focusBox}
        >
          <header className={styles.head}>
            <Dialog.Title className={styles.title}>{title}</Dialog.Title>
            <IconButton
              label="Download"
              icon={<Download />}
              onClick={() => saveFile(session, asset, fileName(title.replace(/\.\w+$/, '')))}
            />
            <Dialog.Close asChild>
              <IconButton label="Close" keys="escape" icon={<X />} />
            </Dialog.Close>
          </header>
          <div className={styles.stage}>
            <Seen asset={asset} type={type} alt={title} view={view} onView={setView} />
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
