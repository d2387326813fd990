/** Commands in a list, under a button or for a right click; what is drawn is fetched when first opened. */
import { cloneElement, type ReactElement, Suspense, useState } from 'react';
import { lazy } from '@/lib/lazy';
import { loadMenuLayer } from './layers';
import type { MenuEntry } from './menu-entries';
import type { MenuLayerProps } from './menu-layer';
import { type Press, type PressHandlers, usePress } from './press';
import { type Opener, type TriggerElement, useTrigger } from './trigger';

export type { MenuEntry } from './menu-entries';

const Layer = lazy(async () => ({ default: (await loadMenuLayer()).MenuLayer }));

type MenuProps = {
  /** The button that opens it. */
  children: TriggerElement;
  entries: readonly MenuEntry[];
  align?: MenuLayerProps['align'];
  side?: MenuLayerProps['side'];
};

export function Menu({ children, entries, align = 'start', side = 'bottom' }: MenuProps) {
  const [opener, setOpener] = useState<Opener | null>(null);
  const close = (): void => setOpener(null);
  const trigger = useTrigger(children, {
    popup: 'menu',
    isOpen: opener !== null,
    onOpen: setOpener,
    onClose: close,
  });
  return (
    <>
      {trigger}
      {opener && (
        <Suspense>
          <Layer
            entries={entries}
            at={opener.element.getBoundingClientRect()}
            align={align}
            side={side}
            label={nameOf(opener.element)}
            byKeyboard={opener.byKeyboard}
            returnTo={opener.element}
            onClose={close}
          />
        </Suspense>
      )}
    </>
  );
}

const nameOf = (element: HTMLElement): string =>
  element.getAttribute('aria-label') ?? element.textContent ?? '';

type ContextMenuProps = {
  /** One element; a right click, a long press or the menu key on it opens the menu. */
  children: ReactElement<Partial<PressHandlers>>;
  /** Asked when it opens. */
  entries: () => readonly MenuEntry[];
};

type Opened = Press & { readonly entries: readonly MenuEntry[]; readonly returnTo: Element | null };

export function ContextMenu({ children, entries }: ContextMenuProps) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const press = usePress(children.props, (at) =>
    setOpened({ ...at, entries: entries(), returnTo: document.activeElement }),
  );
  return (
    <>
      {cloneElement(children, press)}
      {opened && (
        <Suspense>
          <Layer
            key={`${opened.x} ${opened.y}`}
            entries={opened.entries}
            at={{ x: opened.x, y: opened.y, width: 0, height: 0 }}
            align="start"
            side="bottom"
            label="Commands"
            byKeyboard={opened.byKeyboard}
            returnTo={opened.returnTo}
            onClose={() => setOpened(null)}
          />
        </Suspense>
      )}
    </>
  );
}
