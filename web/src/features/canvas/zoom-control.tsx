/** Zoom at the lower left: out, the percentage with presets, in; and the minimap. */
import { useStore } from '@xyflow/react';
import { Map as MapIcon, Minus, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '@/ui/icon-button';
import { Menu } from '@/ui/menu';
import { useActions } from './actions-context';
import { useCanvasState, useCanvasStore } from './canvas-state';
import styles from './zoom-control.module.css';

const PRESETS = [0.25, 0.5, 1, 1.5, 2];

export function ZoomControl(): ReactNode {
  const percent = useStore((state) => Math.round(state.transform[2] * 100));
  const { view, selection, fitSelection } = useActions();
  const actions = useActions();
  const store = useCanvasStore();
  const isMinimapOpen = useCanvasState((state) => state.isMinimapOpen);
  return (
    <div className={styles.zoom} role="toolbar" aria-label="Zoom">
      <IconButton
        label="Minimap"
        keys="m"
        side="top"
        icon={<MapIcon />}
        pressed={isMinimapOpen}
        onClick={() => store.setState({ isMinimapOpen: !isMinimapOpen })}
      />
      <IconButton
        label="Zoom out"
        keys="-"
        side="top"
        icon={<Minus />}
        onClick={() => view.zoomBy(0.8)}
      />
      <Menu
        side="top"
        align="center"
        entries={[
          { title: 'Show everything', keys: '1', onSelect: () => view.fit(null) },
          ...(selection.length > 0
            ? [
                {
                  title: 'Show the selection',
                  keys: '2',
                  onSelect: () => fitSelection.call(actions),
                },
              ]
            : []),
          'line',
          ...PRESETS.map((zoom) => ({
            title: `${zoom * 100} %`,
            ...(zoom === 1 ? { keys: '0' } : {}),
            onSelect: () => view.zoomTo(zoom),
          })),
        ]}
      >
        <button type="button" className={styles.percent} aria-label={`Zoom: ${percent} %`}>
          {percent} %
        </button>
      </Menu>
      <IconButton
        label="Zoom in"
        keys="+"
        side="top"
        icon={<Plus />}
        onClick={() => view.zoomBy(1.25)}
      />
    </div>
  );
}
