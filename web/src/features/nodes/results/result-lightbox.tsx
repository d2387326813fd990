/** A result over the whole window: through all of them with the arrows, closer with the wheel. */
import { ChevronLeft, ChevronRight, Copy, Download, Pin, X, ZoomIn, ZoomOut } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import type { NodeSpec } from '@/core/spec';
import { useNode, useSession } from '@/sync/use-session';
import { IconButton } from '@/ui/icon-button';
import { useAsset } from '../assets/use-asset';
import { focusBox } from './focus-box';
import styles from './lightbox.module.css';
import { type PanZoom, WHOLE, zoomAt } from './pan-zoom';
import { copyPrompt, download, wordsOf } from './result-actions';
import { Seen } from './seen';
import { isSame, type MediaTake } from './takes';
import { useShowTake } from './use-results';

const STEP = 1.5;
const CENTRE = { x: 0, y: 0 };
const TURNS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };
const ZOOMS: Readonly<Record<string, number>> = { '+': STEP, '=': STEP, '-': 1 / STEP };

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
  const [view, setView] = useState<PanZoom>(WHOLE);
  const { asset } = useAsset(take.value.asset);
  const node = useNode(id);
  const words = asset?.recipe?.prompt || wordsOf(node, kind);
  const at = takes.findIndex((one) => isSame(one, take));
  const go = (by: number): void => {
    const next = takes[at + by];
    if (!next) return;
    setView(WHOLE);
    onTake(next);
  };
  const zoom = (factor: number): void => setView((now) => zoomAt(now, CENTRE, factor));
  const onKeyDown = (event: KeyboardEvent): void => {
    // A film's own arrows go through its time.
    if (event.metaKey || event.ctrlKey || event.target instanceof HTMLVideoElement) return;
    const by = TURNS[event.key];
    const factor = ZOOMS[event.key];
    if (by !== undefined) go(by);
    else if (factor !== undefined) zoom(factor);
    else if (event.key === '0') setView(WHOLE);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.scrim} />
        <Dialog.Content
          className={styles.box}
          aria-describedby={undefined}
          // The box itself has the keys; a ring around its first button would say something else.
          onOpenAutoFocus={focusBox}
          onKeyDown={onKeyDown}
          onPointerDown={(event) => event.stopPropagation()}
        >
          <header className={styles.head}>
            <Dialog.Title className={styles.title}>{words}</Dialog.Title>
            <LightboxTools {...props} view={view} onZoom={zoom} onWhole={() => setView(WHOLE)} />
            <Dialog.Close asChild>
              <IconButton label="Close" keys="escape" icon={<X />} />
            </Dialog.Close>
          </header>
          <div className={styles.stage}>
            <Seen
              asset={take.value.asset}
              type={take.value.type}
              alt={words}
              view={view}
              onView={setView}
            />
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
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type ToolsProps = ResultLightboxProps & {
  view: PanZoom;
  onZoom: (factor: number) => void;
  onWhole: () => void;
};

function LightboxTools({ id, kind, take, isKept, view, onZoom, onWhole }: ToolsProps): ReactNode {
  const session = useSession();
  const showTake = useShowTake(id);
  return (
    <div className={styles.tools}>
      {take.value.type === 'image' ? (
        <>
          <IconButton
            label="Smaller"
            keys="-"
            icon={<ZoomOut />}
            disabled={view.scale === 1}
            onClick={() => onZoom(1 / STEP)}
          />
          <button type="button" className={styles.scale} onClick={onWhole}>
            {Math.round(view.scale * 100)} %
          </button>
          <IconButton label="Closer" keys="+" icon={<ZoomIn />} onClick={() => onZoom(STEP)} />
        </>
      ) : null}
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
    </div>
  );
}
