/** The floating column at the left: adding, tools, undo and redo. */
import { Hand, Images, Keyboard, MousePointer2, Plus, Redo2, Scissors, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useHistory } from '@/sync/use-session';
import { IconButton } from '@/ui/icon-button';
import { useActions } from './actions-context';
import { type Tool, useCanvasState, useCanvasStore } from './canvas-state';
import { findCommand } from './commands';
import styles from './tool-column.module.css';

const TOOLS: readonly [Tool, string, ReactNode][] = [
  ['select', 'select', <MousePointer2 key="icon" />],
  ['hand', 'hand', <Hand key="icon" />],
  ['cut', 'cut-wires', <Scissors key="icon" />],
];

export function ToolColumn(): ReactNode {
  const tool = useCanvasState((state) => state.tool);
  const isAssetsOpen = useCanvasState((state) => state.isAssetsOpen);
  const store = useCanvasStore();
  const actions = useActions();
  const { canUndo, canRedo } = useHistory();
  const openPicker = (button: HTMLElement): void => {
    const { right, top } = button.getBoundingClientRect();
    const screen = { x: right + 12, y: top };
    store.setState({ picker: { screen, canvas: actions.view.middle(), from: null } });
  };
  return (
    <div className={styles.column} role="toolbar" aria-label="Tools" aria-orientation="vertical">
      <IconButton
        label="Add a node"
        keys="a"
        side="right"
        icon={<Plus />}
        data-for="edit"
        className={styles.add}
        onClick={(event) => openPicker(event.currentTarget)}
      />
      <IconButton
        label="Assets"
        keys="b"
        side="right"
        icon={<Images />}
        data-for="own"
        pressed={isAssetsOpen}
        onClick={() => store.setState({ isAssetsOpen: !isAssetsOpen })}
      />
      <hr data-for="edit" />
      {TOOLS.map(([name, command, icon]) => (
        <IconButton
          key={name}
          label={findCommand(command).title}
          keys={findCommand(command).keys[0]}
          side="right"
          icon={icon}
          pressed={tool === name}
          data-for={name === 'cut' ? 'edit' : undefined}
          onClick={() => store.setState({ tool: name })}
        />
      ))}
      <hr data-for="edit" />
      <IconButton
        label="Undo"
        keys="mod+z"
        side="right"
        icon={<Undo2 />}
        data-for="edit"
        disabled={!canUndo}
        onClick={() => actions.session.document.undo()}
      />
      <IconButton
        label="Redo"
        keys="mod+shift+z"
        side="right"
        icon={<Redo2 />}
        data-for="edit"
        disabled={!canRedo}
        onClick={() => actions.session.document.redo()}
      />
      <hr />
      <IconButton
        label="Keyboard shortcuts"
        keys="?"
        side="right"
        icon={<Keyboard />}
        onClick={() => store.setState({ panel: 'keys' })}
      />
    </div>
  );
}
