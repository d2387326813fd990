/** The drawing of a menu, at a place. */
import { Check, ChevronRight } from 'lucide-react';
import { DropdownMenu as Parts } from 'radix-ui';
import { useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { classNames } from '@/lib/class-names';
import floating from './floating.module.css';
import { Kbd } from './kbd';
import styles from './menu.module.css';
import type { MenuCommand, MenuEntry } from './menu-entries';
import { returnFocus } from './return-focus';

export type MenuLayerProps = {
  entries: readonly MenuEntry[];
  /** What it stands beside, in pixels of the window. */
  at: { x: number; y: number; width: number; height: number };
  align: 'start' | 'center' | 'end';
  side: 'top' | 'right' | 'bottom' | 'left';
  label: string;
  /** Opened by a key: the first entry is chosen. */
  byKeyboard: boolean;
  /** What has the focus again when it closes. */
  returnTo: Element | null;
  onClose: () => void;
};

export function MenuLayer(props: MenuLayerProps) {
  const { entries, at, align, side, label, byKeyboard, returnTo, onClose } = props;
  const content = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // After the menu has taken the focus itself.
    const timer = setTimeout(() => {
      const first = '[role^="menuitem"]:not([data-disabled])';
      if (byKeyboard) content.current?.querySelector<HTMLElement>(first)?.focus();
    });
    return () => clearTimeout(timer);
  }, [byKeyboard]);
  // Out of what moves and scales its children (a canvas): there `fixed` means another place.
  return createPortal(
    // Not modal: hiding the page from readers would leave it full of things that take the focus.
    <Parts.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <Parts.Trigger asChild>
        <span
          aria-hidden="true"
          className={styles.anchor}
          style={{ left: at.x, top: at.y, width: at.width, height: at.height }}
        />
      </Parts.Trigger>
      <Parts.Portal>
        <Parts.Content
          ref={content}
          aria-label={label}
          aria-labelledby={undefined}
          align={align}
          side={side}
          sideOffset={at.height === 0 ? 0 : 4}
          collisionPadding={8}
          className={classNames(floating.layer, styles.menu)}
          // React's events rise to what the menu belongs to, which must not take its keys for its own.
          onKeyDown={(event) => event.stopPropagation()}
          onCloseAutoFocus={(event) => returnFocus(event, returnTo)}
        >
          <Entries entries={entries} />
        </Parts.Content>
      </Parts.Portal>
    </Parts.Root>,
    document.body,
  );
}

function Entries({ entries }: { entries: readonly MenuEntry[] }) {
  const icons = entries.some((entry) => entry !== 'line' && 'icon' in entry && entry.icon);
  return entries.map((entry, index) => {
    if (entry === 'line')
      // biome-ignore lint/suspicious/noArrayIndexKey: its place is all that tells a line from another
      return <Parts.Separator key={`line ${index}`} className={floating.line} />;
    if ('label' in entry) {
      return (
        <Parts.Label key={entry.label} className={floating.label}>
          {entry.label}
        </Parts.Label>
      );
    }
    if ('entries' in entry) return <SubMenu key={entry.title} entry={entry} />;
    return <Command key={entry.title} command={entry} icons={icons} />;
  });
}

function Command({ command, icons }: { command: MenuCommand; icons: boolean }) {
  const { title, icon, keys, trailing, unavailable, checked } = command;
  const look = classNames(floating.item, command.danger && floating.danger);
  const body = (
    <>
      {icon ?? (icons && <span className={styles.gap} />)}
      <span className={floating.words}>
        {title}
        {unavailable && <span className={floating.below}>{unavailable}</span>}
      </span>
      {trailing && <span className={floating.trailing}>{trailing}</span>}
      {keys && !trailing && (
        <span className={floating.trailing}>
          <Kbd keys={keys} />
        </span>
      )}
    </>
  );
  const shared = {
    disabled: unavailable !== undefined,
    onSelect: command.onSelect,
    className: look,
  };
  if (checked === undefined) return <Parts.Item {...shared}>{body}</Parts.Item>;
  return (
    <Parts.CheckboxItem {...shared} checked={checked}>
      {body}
      <span className={styles.gap}>{checked && <Check className={styles.check} />}</span>
    </Parts.CheckboxItem>
  );
}

function SubMenu({ entry }: { entry: Extract<MenuEntry, { entries: unknown }> }) {
  return (
    <Parts.Sub>
      <Parts.SubTrigger className={floating.item}>
        {entry.icon}
        <span className={floating.words}>{entry.title}</span>
        <ChevronRight />
      </Parts.SubTrigger>
      <Parts.Portal>
        <Parts.SubContent
          sideOffset={4}
          collisionPadding={8}
          className={classNames(floating.layer, styles.menu)}
        >
          <Entries entries={entry.entries} />
        </Parts.SubContent>
      </Parts.Portal>
    </Parts.Sub>
  );
}
