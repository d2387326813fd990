/** A result over the whole window: through all of them with the arrows, closer with the wheel. */
import { ChevronLeft, ChevronRight, Copy, Download, Pin, SquarePlus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { NodeSpec } from '@/core/spec';
import { useNode, useSession } from '@/sync/use-session';
import { IconButton } from '@/ui/icon-button';
import { useAsset } from '../assets/use-asset';
import styles from './lightbox.module.css';
import { LightboxFrame } from './lightbox-frame';
import { copyPrompt, download, goOnFrom, keepAsMedia, wordsOf } from './result-actions';
import { isSame, type MediaTake } from './takes';
import { UseMenu } from './use-menu';
import { useShowTake } from './use-results';

export type ResultLightboxProps = {
  id: string;
  kind: NodeSpec;
  takes: readonly MediaTake[];
  take: MediaTake;
  isKept: boolean;
  onTake: (take: MediaTake) => void;
  onClose: () => void;
};

export function ResultLightbox(props: ResultLightboxProps): ReactNode {
  const { id, kind, takes, take, onTake, onClose } = props;
  const { asset } = useAsset(take.value.asset);
  const node = useNode(id);
  const words = asset?.recipe?.prompt || wordsOf(node, kind);
  const at = takes.findIndex((one) => isSame(one, take));
  const go = (by: number): void => {
    const next = takes[at + by];
    if (next) onTake(next);
  };
  return (
    <LightboxFrame
      title={words}
      asset={take.value.asset}
      type={take.value.type}
      takes={takes}
      take={take}
      tools={<Tools {...props} />}
      onTurn={go}
      onClose={onClose}
    >
      {takes.length > 1 ? (
        <>
          <IconButton
            size="large"
            className={styles.before}
            label="Newer"
            keys="arrowleft"
            side="right"
            icon={<ChevronLeft />}
            disabled={at <= 0}
            onClick={() => go(-1)}
          />
          <IconButton
            size="large"
            className={styles.after}
            label="Older"
            keys="arrowright"
            side="left"
            icon={<ChevronRight />}
            disabled={at >= takes.length - 1}
            onClick={() => go(1)}
          />
          <p className={styles.place} role="status">
            {at + 1} / {takes.length}
          </p>
        </>
      ) : null}
    </LightboxFrame>
  );
}

function Tools({ id, kind, take, isKept, onClose }: ResultLightboxProps): ReactNode {
  const session = useSession();
  const showTake = useShowTake(id);
  const keep = {
    title: 'Keep as a media node',
    icon: <SquarePlus />,
    onSelect: () => {
      onClose();
      void keepAsMedia(session, id, take);
    },
  };
  return (
    <>
      <UseMenu
        type={take.value.type}
        first={[keep]}
        onUse={(into) => {
          onClose();
          void goOnFrom(session, id, into, take);
        }}
      />
      <IconButton
        label={isKept ? 'Show the newest result again' : 'Keep showing this one on the card'}
        icon={<Pin />}
        pressed={isKept}
        onClick={() => (isKept ? showTake(null) : showTake(take, true))}
      />
      <IconButton
        label="Copy the prompt"
        icon={<Copy />}
        onClick={() => void copyPrompt(session, id, kind, take)}
      />
      <IconButton
        label="Download"
        icon={<Download />}
        onClick={() => download(session, id, kind, take)}
      />
    </>
  );
}
