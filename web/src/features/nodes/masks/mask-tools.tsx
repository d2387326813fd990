/** The tools over a mask: what paints, how wide, and what is done to the whole. */
import {
  Brush,
  Contrast,
  Eraser,
  Lasso,
  Minus,
  Plus,
  Redo2,
  SquareDashed,
  Trash2,
  Undo2,
  ZoomIn,
  ZoomOut,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '@/ui/icon-button';
import styles from './editor-frame.module.css';
import { type History, nextSize, type Stroke } from './strokes';
import type { Tool } from './use-painting';
import type { Stage } from './use-stage';

const TOOLS: readonly (readonly [Tool, string, string, ReactNode])[] = [
  ['brush', 'Brush', 'b', <Brush key="icon" />],
  ['eraser', 'Eraser', 'e', <Eraser key="icon" />],
  ['box', 'Rectangle', 'r', <SquareDashed key="icon" />],
  ['lasso', 'Lasso', 'l', <Lasso key="icon" />],
];
export const ZOOM_STEP = 1.5;

type Props = {
  tool: Tool;
  onTool: (tool: Tool) => void;
  width: number;
  onWidth: (width: number) => void;
  history: History;
  onUndo: () => void;
  onRedo: () => void;
  onStroke: (stroke: Stroke) => void;
  stage: Stage;
};

export function MaskTools(props: Props): ReactNode {
  const { tool, onTool, width, onWidth, history, onUndo, onRedo, onStroke, stage } = props;
  return (
    <>
      {TOOLS.map(([name, label, keys, icon]) => (
        <IconButton
          key={name}
          label={label}
          keys={keys}
          icon={icon}
          pressed={tool === name}
          onClick={() => onTool(name)}
        />
      ))}
      <span className={styles.divider} />
      <IconButton
        label="Narrower brush"
        keys="["
        icon={<Minus />}
        onClick={() => onWidth(nextSize(width, -1))}
      />
      <output className={styles.number} aria-label="Width of the brush">
        {width} px
      </output>
      <IconButton
        label="Wider brush"
        keys="]"
        icon={<Plus />}
        onClick={() => onWidth(nextSize(width, 1))}
      />
      <span className={styles.divider} />
      <IconButton
        label="Invert"
        keys="i"
        icon={<Contrast />}
        onClick={() => onStroke({ kind: 'invert' })}
      />
      <IconButton label="Clear" icon={<Trash2 />} onClick={() => onStroke({ kind: 'clear' })} />
      <IconButton
        label="Undo"
        keys="mod+z"
        icon={<Undo2 />}
        disabled={history.done.length === 0}
        onClick={onUndo}
      />
      <IconButton
        label="Redo"
        keys="mod+shift+z"
        icon={<Redo2 />}
        disabled={history.undone.length === 0}
        onClick={onRedo}
      />
      <span className={styles.divider} />
      <IconButton
        label="Smaller"
        keys="-"
        icon={<ZoomOut />}
        disabled={stage.view.scale === 1}
        onClick={() => stage.zoom(1 / ZOOM_STEP)}
      />
      <output className={styles.number} aria-label="Zoom">
        {Math.round(stage.view.scale * 100)} %
      </output>
      <IconButton label="Closer" keys="+" icon={<ZoomIn />} onClick={() => stage.zoom(ZOOM_STEP)} />
    </>
  );
}
