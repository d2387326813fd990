/** The list under a prompt while somebody writes `@`: what is wired in, to be chosen by its name. */
import { type ReactNode, useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { openMention } from '@/core/mentions';
import type { NodeSpec } from '@/core/spec';
import { newestResult } from '@/sync/run-store';
import { useEdges, useRuns, useSession } from '@/sync/use-session';
import { Thumbnail } from '@/ui/thumbnail';
import { TypeIcon } from '@/ui/value-type';
import { readReference } from '../inspector/references';
import styles from './mention-list.module.css';
import { type Mentionable, matching, mentionable, type Source } from './mentionable';

type Props = { field: HTMLTextAreaElement; node: string; kind: NodeSpec };

const NAME = 'koda-mentions';

export function MentionList({ field, node, kind }: Props): ReactNode {
  const [closedAt, setClosedAt] = useState(-1);
  const [at, setAt] = useState(0);
  const caret = useCaret(field);
  const all = useMentionable(node, kind);
  const open = caret === null ? null : openMention(field.value, caret);
  const found = open && open.from !== closedAt ? matching(all, open.query).slice(0, 8) : [];
  const isOpen = found.length > 0;
  const chosen = Math.min(at, found.length - 1);
  const from = open?.from ?? 0;
  useKeysOf(field, isOpen, (key) => {
    const one = found[chosen];
    if (key === 'Escape') setClosedAt(from);
    else if (key === 'ArrowDown') setAt((chosen + 1) % found.length);
    else if (key === 'ArrowUp') setAt((chosen + found.length - 1) % found.length);
    else if (one) put(field, from, one.slug);
    if (key === 'Enter' || key === 'Tab') setAt(0);
  });
  useSpoken(field, isOpen ? `${NAME}-${chosen}` : null);
  if (!isOpen) return null;
  const box = field.getBoundingClientRect();
  return createPortal(
    <div
      className={styles.list}
      role="listbox"
      id={NAME}
      aria-label="Mention"
      style={{
        left: box.left,
        top: Math.min(box.bottom + 4, innerHeight - 40 * found.length - 16),
      }}
    >
      {found.map((one, place) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the option
        <div
          key={one.slug}
          id={`${NAME}-${place}`}
          className={styles.option}
          role="option"
          aria-selected={place === chosen}
          onPointerDown={(event) => {
            event.preventDefault();
            put(field, from, one.slug);
          }}
        >
          <Look of={one} />
          <span className={styles.slug}>@{one.slug}</span>
          <span className={styles.title}>{one.title}</span>
        </div>
      ))}
    </div>,
    document.body,
  );
}

function Look({ of }: { of: Mentionable }): ReactNode {
  const { api } = useSession();
  if (of.asset === null || of.type === 'audio') {
    return (
      <span className={styles.icon}>
        <TypeIcon type={of.type} />
      </span>
    );
  }
  const src = `${api.assetUrl(of.asset)}/thumbnail`;
  return <Thumbnail src={src} alt="" width={28} ratio={1} className={styles.thumbnail ?? ''} />;
}

/** Write the name in the place of what was begun; the field's own listeners hear of it. */
function put(field: HTMLTextAreaElement, from: number, slug: string): void {
  const after = field.value.slice(field.selectionEnd);
  const text = `@${slug}${after.startsWith(' ') ? '' : ' '}`;
  field.setRangeText(text, from, field.selectionEnd, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

function useMentionable(node: string, kind: NodeSpec): Mentionable[] {
  const { document, kinds } = useSession();
  const edges = useEdges();
  const runs = useRuns((state) => state);
  const watch = useCallback((listener: () => void) => document.watch(listener), [document]);
  useSyncExternalStore(watch, () => document.ids);
  const sources = edges
    .filter((edge) => edge.target === node)
    .flatMap((edge): Source[] => {
      const from = document.node(edge.source);
      if (!from) return [];
      const of = kinds.get(from.kind);
      const { assets } = readReference(edge, from, of, newestResult(runs, edge.source));
      return [{ edge, node: from, kind: of, assets: assets.map(({ asset }) => asset) }];
    });
  return mentionable(kind, sources);
}

/** Where the caret of the field is; none while it has no focus or a stretch is selected. */
function useCaret(field: HTMLTextAreaElement): number | null {
  const read = useCallback((): number | null => {
    const isHere = field.ownerDocument.activeElement === field;
    return isHere && field.selectionStart === field.selectionEnd ? field.selectionStart : null;
  }, [field]);
  const [caret, setCaret] = useState(read);
  useEffect(() => {
    const follow = (): void => setCaret(read());
    const events = ['input', 'keyup', 'pointerup', 'focus', 'blur'] as const;
    for (const event of events) field.addEventListener(event, follow);
    return () => {
      for (const event of events) field.removeEventListener(event, follow);
    };
  }, [field, read]);
  return caret;
}

/** Take the keys of an open list before the field and the canvas do. */
function useKeysOf(
  field: HTMLTextAreaElement,
  isOpen: boolean,
  onKey: (key: string) => void,
): void {
  useEffect(() => {
    if (!isOpen) return;
    const listen = (event: KeyboardEvent): void => {
      const isOurs = ['ArrowDown', 'ArrowUp', 'Enter', 'Tab', 'Escape'].includes(event.key);
      if (!isOurs || event.metaKey || event.ctrlKey || event.isComposing) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      onKey(event.key);
    };
    field.addEventListener('keydown', listen, { capture: true });
    return () => field.removeEventListener('keydown', listen, { capture: true });
  });
}

function useSpoken(field: HTMLTextAreaElement, option: string | null): void {
  useEffect(() => {
    field.setAttribute('aria-autocomplete', 'list');
    if (option === null) return;
    field.setAttribute('aria-controls', NAME);
    field.setAttribute('aria-activedescendant', option);
    return () => {
      field.removeAttribute('aria-controls');
      field.removeAttribute('aria-activedescendant');
    };
  }, [field, option]);
}
