/** Commands in a list: under a button, at the pointer, or for a right click. All from the same entries. */
import { Check, ChevronRight } from 'lucide-react';
import { ContextMenu as Context, DropdownMenu as Dropdown } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { classNames } from '@/lib/class-names';
import floating from './floating.module.css';
import { Kbd } from './kbd';
import styles from './menu.module.css';

export type MenuCommand = {
  title: string;
  onSelect: () => void;
  icon?: ReactNode;
  keys?: string;
  /** Stands at the right instead of keys: a price, a count. */
  trailing?: ReactNode;
  danger?: boolean;
  checked?: boolean;
  /** Why it cannot be done now; shown below its title. */
  unavailable?: string;
};

export type MenuEntry =
  | MenuCommand
  | { title: string; icon?: ReactNode; entries: readonly MenuEntry[] }
  | { label: string }
  | 'line';

type MenuProps = {
  /** The button that opens it. */
  children: ReactNode;
  entries: readonly MenuEntry[];
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'right' | 'bottom' | 'left';
};

export function Menu({ children, entries, align = 'start', side = 'bottom' }: MenuProps) {
  return (
    // Not modal: hiding the page from readers would leave it full of things that take the focus.
    <Dropdown.Root modal={false}>
      <Dropdown.Trigger asChild>{children}</Dropdown.Trigger>
      <Dropdown.Portal>
        <Dropdown.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className={classNames(floating.layer, styles.menu)}
        >
          <Entries entries={entries} parts={Dropdown} />
        </Dropdown.Content>
      </Dropdown.Portal>
    </Dropdown.Root>
  );
}

type ContextMenuProps = {
  /** One element; a right click, a long press or the menu key on it opens the menu. */
  children: ReactNode;
  /** Asked when it opens. */
  entries: () => readonly MenuEntry[];
};

export function ContextMenu({ children, entries }: ContextMenuProps) {
  const [shown, setShown] = useState<readonly MenuEntry[]>([]);
  return (
    <Context.Root modal={false} onOpenChange={(open) => open && setShown(entries())}>
      <Context.Trigger asChild>{children}</Context.Trigger>
      <Context.Portal>
        <Context.Content collisionPadding={8} className={classNames(floating.layer, styles.menu)}>
          <Entries entries={shown} parts={Context} />
        </Context.Content>
      </Context.Portal>
    </Context.Root>
  );
}

type PointMenuProps = {
  /** Where, in pixels of the window; null is closed. */
  at: { x: number; y: number } | null;
  entries: readonly MenuEntry[];
  onClose: () => void;
};

/** A menu opened by code, at a point. */
export function PointMenu({ at, entries, onClose }: PointMenuProps) {
  // While it closes it stays where it was.
  const [last, setLast] = useState(at);
  if (at && at !== last) setLast(at);
  const { x, y } = last ?? { x: 0, y: 0 };
  return (
    <Dropdown.Root open={at !== null} onOpenChange={(open) => !open && onClose()} modal={false}>
      <Dropdown.Trigger asChild>
        <span
          key={`${x} ${y}`}
          aria-hidden="true"
          className={styles.point}
          style={{ left: x, top: y }}
        />
      </Dropdown.Trigger>
      <Dropdown.Portal>
        <Dropdown.Content
          align="start"
          collisionPadding={8}
          className={classNames(floating.layer, styles.menu)}
          // The point is not a place that can take the focus back.
          onCloseAutoFocus={(event) => event.preventDefault()}
        >
          <Entries entries={entries} parts={Dropdown} />
        </Dropdown.Content>
      </Dropdown.Portal>
    </Dropdown.Root>
  );
}

type Parts = typeof Dropdown | typeof Context;

function Entries({ entries, parts }: { entries: readonly MenuEntry[]; parts: Parts }) {
  const icons = entries.some((entry) => entry !== 'line' && 'icon' in entry && entry.icon);
  return entries.map((entry, index) => {
    if (entry === 'line')
      // biome-ignore lint/suspicious/noArrayIndexKey: its place is all that tells a line from another
      return <parts.Separator key={`line ${index}`} className={floating.line} />;
    if ('label' in entry) {
      return (
        <parts.Label key={entry.label} className={floating.label}>
          {entry.label}
        </parts.Label>
      );
    }
    if ('entries' in entry) return <SubMenu key={entry.title} entry={entry} parts={parts} />;
    return <Command key={entry.title} command={entry} parts={parts} icons={icons} />;
  });
}

type CommandProps = { command: MenuCommand; parts: Parts; icons: boolean };

function Command({ command, parts, icons }: CommandProps) {
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
  if (checked === undefined) return <parts.Item {...shared}>{body}</parts.Item>;
  return (
    <parts.CheckboxItem {...shared} checked={checked}>
      {body}
      <span className={styles.gap}>{checked && <Check className={styles.check} />}</span>
    </parts.CheckboxItem>
  );
}

type SubMenuProps = { entry: Extract<MenuEntry, { entries: unknown }>; parts: Parts };

function SubMenu({ entry, parts }: SubMenuProps) {
  return (
    <parts.Sub>
      <parts.SubTrigger className={floating.item}>
        {entry.icon}
        <span className={floating.words}>{entry.title}</span>
        <ChevronRight />
      </parts.SubTrigger>
      <parts.Portal>
        <parts.SubContent
          sideOffset={4}
          collisionPadding={8}
          className={classNames(floating.layer, styles.menu)}
        >
          <Entries entries={entry.entries} parts={parts} />
        </parts.SubContent>
      </parts.Portal>
    </parts.Sub>
  );
}
