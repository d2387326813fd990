/** All keys of the canvas, from the key map. */
import type { ReactNode } from 'react';
import { type KeyGroup, KeyPanel } from '@/ui/key-panel';
import { COMMANDS, type CommandGroup } from './commands';

const ORDER: readonly CommandGroup[] = ['Run', 'Tools', 'Edit', 'View', 'Go'];
const MOVES = [
  { keys: 'arrows', title: 'Move the selection' },
  { keys: 'shift+arrows', title: 'Move it far' },
  { keys: 'space+drag', title: 'Move about' },
  { keys: 'mod+wheel', title: 'Zoom to the pointer' },
  { keys: 'shift+press', title: 'Add to the selection' },
  { keys: 'alt+drag', title: 'Leave a copy behind' },
];

const shownIn = (group: CommandGroup): KeyGroup['shortcuts'] =>
  COMMANDS.filter((one) => one.group === group && one.keys.length > 0 && !one.isFolded).map(
    ({ title, keys }) => ({ title, keys: keys[0] ?? '' }),
  );

const KEY_GROUPS: readonly KeyGroup[] = [
  ...ORDER.map((title) => ({ title, shortcuts: shownIn(title) })),
  { title: 'Moves', shortcuts: MOVES },
];

export function CanvasKeys({ onClose }: { onClose: () => void }): ReactNode {
  return <KeyPanel open onOpenChange={onClose} groups={KEY_GROUPS} />;
}
