/** A small panel at the button that opens it; what is drawn is fetched when first opened. */
import { type ReactNode, Suspense, useState } from 'react';
import { lazy } from '@/lib/lazy';
import { loadPopoverLayer } from './layers';
import type { PopoverLayerProps } from './popover-layer';
import { type TriggerElement, useTrigger } from './trigger';

const Layer = lazy(async () => ({ default: (await loadPopoverLayer()).PopoverLayer }));

type Props = {
  /** The button that opens it. */
  trigger: TriggerElement;
  label: string;
  children: ReactNode;
  side?: PopoverLayerProps['side'];
  align?: PopoverLayerProps['align'];
  wide?: boolean;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** Before it closes by Esc; pressing beside it only closes it. */
  onEscape?: () => void;
};

export function Popover({ trigger, children, open, onOpenChange, ...rest }: Props) {
  const [opener, setOpener] = useState<HTMLElement | null>(null);
  const isOpen = opener !== null && open !== false;
  const close = (): void => {
    setOpener(null);
    onOpenChange?.(false);
  };
  const button = useTrigger(trigger, {
    popup: 'dialog',
    isOpen,
    onOpen: ({ element }) => {
      setOpener(element);
      onOpenChange?.(true);
    },
    onClose: close,
  });
  return (
    <>
      {button}
      {isOpen && (
        <Suspense>
          <Layer {...rest} anchor={opener} onClose={close}>
            {children}
          </Layer>
        </Suspense>
      )}
    </>
  );
}
