/** A kind of node as a line of a palette, and the order of these lines. */
import type { CSSProperties } from 'react';
import type { NodeSpec } from '@/core/spec';
import { Kbd } from '@/ui/kbd';
import { KindIcon } from '@/ui/kind-icon';
import { KEYS_OF_KINDS } from './commands';
import type { PaletteItem } from './palette';
import { typeOf } from './scene-feed';

const GROUPS: readonly [string, string][] = [
  ['input', 'Start with'],
  ['image', 'Images'],
  ['video', 'Video'],
  ['audio', 'Sound'],
  ['tool', 'Tools'],
  ['agent', 'Agents'],
  ['note', 'Notes and frames'],
];

export function inOrder(kinds: readonly NodeSpec[]): NodeSpec[] {
  const place = (kind: NodeSpec): number => {
    const at = GROUPS.findIndex(([group]) => group === kind.group);
    return at < 0 ? GROUPS.length : at;
  };
  return [...kinds].sort((a, b) => place(a) - place(b));
}

export function itemOf(kind: NodeSpec): PaletteItem {
  const keys = KEYS_OF_KINDS[kind.kind];
  const color = { color: `var(--type-${typeOf(kind)})`, display: 'flex' } as CSSProperties;
  return {
    id: kind.kind,
    title: kind.title,
    detail: kind.description,
    ...(keys === undefined ? {} : { trailing: <Kbd keys={keys} /> }),
    words: `${kind.kind} ${kind.group}`,
    group: GROUPS.find(([group]) => group === kind.group)?.[1] ?? 'More',
    icon: (
      <span style={color}>
        <KindIcon name={kind.icon} size={16} />
      </span>
    ),
  };
}
