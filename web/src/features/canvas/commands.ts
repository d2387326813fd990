/** The key map: every command with its name and keys; keys, menus and the `?` panel read it. */
import { GRID } from '@/core/layout';
import { isApple } from '@/lib/keys';
import type { CanvasActions } from './actions';
import { pasteFromSystem } from './use-clipboard';

export type CommandGroup = 'Edit' | 'Run' | 'View' | 'Tools' | 'Go';

export type Command = {
  readonly id: string;
  readonly title: string;
  readonly group: CommandGroup;
  /** Like `mod+shift+z`; `mod` is ⌘ on a Mac and Ctrl elsewhere. The first one is shown. */
  readonly keys: readonly string[];
  /** The browser's own event does it (copy, cut, paste): shown, not bound. */
  readonly isNative?: boolean;
  /** Left out of the command menu: it means something only as a key. */
  readonly isKeyOnly?: boolean;
  /** Left out of the `?` panel too: one line there stands for several keys. */
  readonly isFolded?: boolean;
  readonly isEnabled?: (actions: CanvasActions) => boolean;
  readonly run: (actions: CanvasActions) => void;
};

/** Commands of these groups that change nothing. */
const HARMLESS = new Set(['copy', 'select-all', 'runs', 'select', 'hand']);

/** Whether this person may do it here. */
export function isAllowed({ session }: CanvasActions, { id, group }: Command): boolean {
  if (group === 'View' || group === 'Go') return id !== 'assets' || session.may.own;
  if (HARMLESS.has(id)) return true;
  return group === 'Run' ? session.may.run : session.may.edit;
}

/** Whether it can be done now. */
export const isEnabled = (actions: CanvasActions, command: Command): boolean =>
  isAllowed(actions, command) && command.isEnabled?.(actions) !== false;

const hasSelection = (actions: CanvasActions): boolean => actions.selection.length > 0;
const hasAny = (actions: CanvasActions): boolean =>
  hasSelection(actions) || actions.store.getState().edges.size > 0;

/** The body of the one selected node has it, or the inspector. */
function improveButton({ selection }: CanvasActions): HTMLElement | null {
  const [id] = selection;
  if (id === undefined || selection.length > 1) return null;
  return document.querySelector<HTMLElement>(`[data-improves="${CSS.escape(id)}"]`);
}

const nudges: Command[] = (
  [
    ['left', -1, 0],
    ['right', 1, 0],
    ['up', 0, -1],
    ['down', 0, 1],
  ] as const
).flatMap(([name, dx, dy]) => [
  {
    id: `nudge-${name}`,
    title: `Move the selection ${name}`,
    group: 'Edit' as const,
    keys: [`arrow${name}`],
    isKeyOnly: true,
    isFolded: true,
    isEnabled: hasSelection,
    run: (actions: CanvasActions) =>
      actions.arranging.nudge(actions.selection, dx * GRID, dy * GRID),
  },
  {
    id: `nudge-${name}-far`,
    title: `Move the selection far ${name}`,
    group: 'Edit' as const,
    keys: [`shift+arrow${name}`],
    isKeyOnly: true,
    isFolded: true,
    isEnabled: hasSelection,
    run: (actions: CanvasActions) =>
      actions.arranging.nudge(actions.selection, dx * GRID * 5, dy * GRID * 5),
  },
]);

/** Kinds that are added often have a key of their own. */
export const KEYS_OF_KINDS: Readonly<Record<string, string>> = {
  text: 't',
  'image-generator': 'p',
  'video-generator': 'f',
  'music-generator': 'u',
  speech: 's',
  'sticky-note': 'n',
};

const additions: Command[] = (
  [
    ['text', 'Add a text'],
    ['image-generator', 'Add an image generator'],
    ['video-generator', 'Add a video generator'],
    ['music-generator', 'Add a music generator'],
    ['speech', 'Add speech'],
    ['sticky-note', 'Add a sticky note'],
  ] as const
).map(([kind, title]) => ({
  id: `add-${kind}`,
  title,
  group: 'Tools',
  keys: [KEYS_OF_KINDS[kind] ?? ''],
  isEnabled: (actions) => actions.session.kinds.has(kind),
  run: (actions) => {
    const spec = actions.session.kinds.get(kind);
    if (spec) actions.add(spec, actions.view.pointer());
  },
}));

export const COMMANDS: readonly Command[] = [
  {
    id: 'undo',
    title: 'Undo',
    group: 'Edit',
    keys: ['mod+z'],
    isEnabled: (actions) => actions.session.document.canUndo,
    run: (actions) => actions.session.document.undo(),
  },
  {
    id: 'redo',
    title: 'Redo',
    group: 'Edit',
    keys: ['mod+shift+z', 'mod+y'],
    isEnabled: (actions) => actions.session.document.canRedo,
    run: (actions) => actions.session.document.redo(),
  },
  {
    id: 'copy',
    title: 'Copy',
    group: 'Edit',
    keys: ['mod+c'],
    isNative: true,
    isEnabled: hasSelection,
    run: () => document.execCommand('copy'),
  },
  {
    id: 'cut',
    title: 'Cut',
    group: 'Edit',
    keys: ['mod+x'],
    isNative: true,
    isEnabled: hasSelection,
    run: () => document.execCommand('cut'),
  },
  {
    id: 'paste',
    title: 'Paste',
    group: 'Edit',
    keys: ['mod+v'],
    isNative: true,
    run: (actions) => pasteFromSystem(actions),
  },
  {
    id: 'duplicate',
    title: 'Duplicate',
    group: 'Edit',
    keys: ['mod+d'],
    isEnabled: hasSelection,
    run: (actions) => actions.duplicate(),
  },
  {
    id: 'delete',
    title: 'Delete',
    group: 'Edit',
    keys: ['backspace', 'delete'],
    isEnabled: hasAny,
    run: (actions) => actions.remove(),
  },
  {
    id: 'select-all',
    title: 'Select all',
    group: 'Edit',
    keys: ['mod+a'],
    run: (actions) => actions.selectAll(),
  },
  {
    id: 'group',
    title: 'Group',
    group: 'Edit',
    keys: ['mod+g'],
    isEnabled: hasSelection,
    run: (actions) => actions.arranging.group(actions.selection),
  },
  {
    id: 'ungroup',
    title: 'Ungroup',
    group: 'Edit',
    keys: ['mod+shift+g'],
    isEnabled: hasSelection,
    run: (actions) => actions.arranging.ungroup(actions.selection),
  },
  {
    id: 'raise',
    title: 'Bring to front',
    group: 'Edit',
    keys: [']'],
    isEnabled: hasSelection,
    run: (actions) => actions.raise(),
  },
  {
    id: 'tidy',
    title: 'Tidy up',
    group: 'Edit',
    keys: ['l'],
    run: (actions) => actions.arranging.tidy(actions.selection),
  },
  ...nudges,
  {
    id: 'edit',
    title: 'Edit the selected node',
    group: 'Edit',
    keys: ['enter'],
    isEnabled: hasSelection,
    run: (actions) => actions.edit(),
  },
  {
    id: 'improve',
    title: 'Improve the prompt',
    group: 'Edit',
    keys: ['e'],
    isEnabled: (actions) => improveButton(actions) !== null,
    run: (actions) => improveButton(actions)?.click(),
  },
  {
    id: 'run-selection',
    title: 'Run',
    group: 'Run',
    keys: ['mod+enter'],
    isEnabled: hasSelection,
    run: (actions) => actions.runSelection(),
  },
  {
    id: 'run-from',
    title: 'Run from here',
    group: 'Run',
    keys: [],
    isEnabled: hasSelection,
    run: (actions) => actions.runFrom(),
  },
  {
    id: 'run-to',
    title: 'Run up to here',
    group: 'Run',
    keys: [],
    isEnabled: hasSelection,
    run: (actions) => actions.runTo(),
  },
  {
    id: 'run-all',
    title: 'Run all',
    group: 'Run',
    keys: ['mod+shift+enter'],
    run: (actions) => actions.runAll(),
  },
  { id: 'stop', title: 'Stop', group: 'Run', keys: ['mod+.'], run: (actions) => actions.stop() },
  {
    id: 'runs',
    title: 'Show runs',
    group: 'Run',
    keys: ['r'],
    run: ({ store }) => store.setState((now) => ({ isRunsOpen: !now.isRunsOpen })),
  },
  {
    id: 'add',
    title: 'Add a node',
    group: 'Tools',
    keys: ['a'],
    run: (actions) => actions.openPicker(),
  },
  ...additions,
  {
    id: 'select',
    title: 'Select',
    group: 'Tools',
    keys: ['v'],
    run: ({ store }) => store.setState({ tool: 'select' }),
  },
  {
    id: 'hand',
    title: 'Move about',
    group: 'Tools',
    keys: ['h'],
    run: ({ store }) => store.setState({ tool: 'hand' }),
  },
  {
    id: 'cut-wires',
    title: 'Cut wires',
    group: 'Tools',
    keys: ['x'],
    run: ({ store }) => store.setState({ tool: 'cut' }),
  },
  {
    id: 'fit',
    title: 'Show everything',
    group: 'View',
    keys: ['1'],
    run: (actions) => actions.view.fit(null),
  },
  {
    id: 'fit-selection',
    title: 'Show the selection',
    group: 'View',
    keys: ['2'],
    isEnabled: hasSelection,
    run: (actions) => actions.fitSelection(),
  },
  {
    id: 'actual-size',
    title: 'Zoom to 100 %',
    group: 'View',
    keys: ['0'],
    run: (actions) => actions.view.zoomTo(1),
  },
  {
    id: 'zoom-in',
    title: 'Zoom in',
    group: 'View',
    keys: ['mod+=', 'mod++', '+'],
    run: (actions) => actions.view.zoomBy(1.25),
  },
  {
    id: 'zoom-out',
    title: 'Zoom out',
    group: 'View',
    keys: ['mod+-', '-'],
    run: (actions) => actions.view.zoomBy(0.8),
  },
  {
    id: 'minimap',
    title: 'Minimap',
    group: 'View',
    keys: ['m'],
    run: ({ store }) => store.setState((now) => ({ isMinimapOpen: !now.isMinimapOpen })),
  },
  {
    id: 'inspector',
    title: 'Inspector',
    group: 'View',
    keys: ['i'],
    run: ({ store }) => store.setState((now) => ({ isInspectorOpen: !now.isInspectorOpen })),
  },
  {
    id: 'assets',
    title: 'Assets',
    group: 'View',
    keys: ['b'],
    run: ({ store }) => store.setState((now) => ({ isAssetsOpen: !now.isAssetsOpen })),
  },
  {
    id: 'snap',
    title: 'Snap to the grid',
    group: 'View',
    keys: ["'"],
    run: ({ store }) => store.setState((now) => ({ isSnapping: !now.isSnapping })),
  },
  {
    id: 'next',
    title: 'Next node',
    group: 'Go',
    keys: ['tab'],
    isKeyOnly: true,
    run: (actions) => actions.walk(1),
  },
  {
    id: 'previous',
    title: 'Node before',
    group: 'Go',
    keys: ['shift+tab'],
    isKeyOnly: true,
    run: (actions) => actions.walk(-1),
  },
  {
    id: 'out',
    title: 'One level out',
    group: 'Go',
    keys: ['escape'],
    isKeyOnly: true,
    run: (actions) => actions.escape(),
  },
  {
    id: 'search',
    title: 'Find a node',
    group: 'Go',
    keys: ['/', 'mod+f'],
    run: ({ store }) => store.setState({ panel: 'search' }),
  },
  {
    id: 'commands',
    title: 'All commands',
    group: 'Go',
    keys: ['mod+k'],
    run: ({ store }) => store.setState({ panel: 'commands' }),
  },
  {
    id: 'keys',
    title: 'Keyboard shortcuts',
    group: 'Go',
    keys: ['?'],
    run: ({ store }) => store.setState({ panel: 'keys' }),
  },
];

export function findCommand(id: string): Command {
  const command = COMMANDS.find((one) => one.id === id);
  if (!command) throw new Error(`No command ${id}`);
  return command;
}

/** The key map's text for what was pressed. A shifted sign (`?`) is itself, without `shift`. */
export function keysOf(event: KeyboardEvent): string {
  const key = event.key.toLowerCase();
  const mod = isApple ? event.metaKey : event.ctrlKey;
  const isSign = key.length === 1 && !/[a-z0-9]/.test(key);
  const shift = event.shiftKey && !isSign;
  return `${mod ? 'mod+' : ''}${event.altKey ? 'alt+' : ''}${shift ? 'shift+' : ''}${key}`;
}
