/** A file of one's own over the whole window. */
import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import type { NodeSpec } from '@/core/spec';
import type { MediaType } from '@/core/values';
import { useNode, useSession } from '@/sync/use-session';
import { IconButton } from '@/ui/icon-button';
import { useAsset } from '../assets/use-asset';
import { LightboxFrame } from './lightbox-frame';
import { goOnFromMedia, saveFile } from './result-actions';
import { UseMenu } from './use-menu';

export type MediaLightboxProps = {
  id: string;
  kind: NodeSpec;
  asset: string;
  type: MediaType;
  onClose: () => void;
};

export function MediaLightbox({ id, kind, asset, type, onClose }: MediaLightboxProps): ReactNode {
  const session = useSession();
  const record = useAsset(asset).asset;
  const name = useNode(id)?.name;
  return (
    <LightboxFrame
      title={name || record?.name || kind.title}
      asset={asset}
      type={type}
      takes={[]}
      take={null}
      tools={
        <>
          <UseMenu
            type={type}
            onUse={(into) => {
              onClose();
              goOnFromMedia(session, id, kind, into, type);
            }}
          />
          <IconButton
            label="Download"
            icon={<Download />}
            onClick={() => saveFile(session, asset, name ?? '')}
          />
        </>
      }
      onClose={onClose}
    />
  );
}
