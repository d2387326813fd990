/** The drawing of a popover, beside its button. */
import { Popover as Parts } from 'radix-ui';
import { type ReactNode, useMemo } from 'react';
import { classNames } from '@/lib/class-names';
import floating from './floating.module.css';
import styles from './popover.module.css';
import { returnFocus } from './return-focus';

export type PopoverLayerProps = {
  anchor: HTMLElement;
  label: string;
  children: ReactNode;
  side?: 'top' | 'right' | 'bottom' | 'left' | undefined;
  align?: 'start' | 'center' | 'end' | undefined;
  wide?: boolean | undefined;
  onClose: () => void;
  onEscape?: (() => void) | undefined;
};

export function PopoverLayer(props: PopoverLayerProps) {
  const { anchor, label, children, side, align = 'start', wide, onClose, onEscape } = props;
  const place = useMemo(() => ({ current: anchor }), [anchor]);
  return (
    <Parts.Root open onOpenChange={(open) => !open && onClose()}>
      <Parts.Anchor virtualRef={place} />
      <Parts.Portal>
        <Parts.Content
          aria-label={label}
          side={side}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className={classNames(floating.layer, styles.popover, wide && styles.wide)}
          onEscapeKeyDown={onEscape}
          // React's events rise to what the panel belongs to, which must not take its keys for its own.
          onKeyDown={(event) => event.stopPropagation()}
          onInteractOutside={(event) => {
            // Its own button closes it.
            if (event.target instanceof Node && anchor.contains(event.target))
              event.preventDefault();
          }}
          onCloseAutoFocus={(event) => returnFocus(event, anchor)}
        >
          {children}
        </Parts.Content>
      </Parts.Portal>
    </Parts.Root>
  );
}
