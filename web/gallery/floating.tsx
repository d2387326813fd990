import { Copy, Download, Ellipsis, Pencil, Play, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { IconButton } from '@/ui/icon-button';
import { KeyPanel } from '@/ui/key-panel';
import { ContextMenu, Menu, type MenuEntry, PointMenu } from '@/ui/menu';
import { Popover } from '@/ui/popover';
import { toast } from '@/ui/toasts';
import styles from './gallery.module.css';
import { Row, Section } from './section';

const ENTRIES: readonly MenuEntry[] = [
  { title: 'Run', icon: <Play />, keys: 'mod+enter', onSelect: () => {} },
  { title: 'Run from here', trailing: '$0.42', onSelect: () => {} },
  'line',
  { title: 'Rename', icon: <Pencil />, onSelect: () => {} },
  { title: 'Copy', icon: <Copy />, keys: 'mod+c', onSelect: () => {} },
  {
    title: 'Download',
    icon: <Download />,
    onSelect: () => {},
    unavailable: 'Nothing was made here yet',
  },
  { title: 'Snap to the grid', checked: true, onSelect: () => {} },
  {
    title: 'Move to',
    entries: [
      { title: 'Front', keys: ']', onSelect: () => {} },
      { title: 'Back', onSelect: () => {} },
    ],
  },
  'line',
  { title: 'Delete', icon: <Trash2 />, keys: 'backspace', danger: true, onSelect: () => {} },
];

export function Floating() {
  const [dialog, setDialog] = useState(false);
  const [keys, setKeys] = useState(false);
  const [at, setAt] = useState<{ x: number; y: number } | null>(null);
  return (
    <Section title="What floats">
      <Row title="Open">
        <Menu entries={ENTRIES}>
          <IconButton label="More" icon={<Ellipsis />} />
        </Menu>
        <Popover label="Price" trigger={<Button>Popover</Button>}>
          <p>3 of 40 steps will run, about $0.42.</p>
        </Popover>
        <Button onClick={() => setDialog(true)}>Dialog</Button>
        <Button onClick={() => setKeys(true)}>Keys</Button>
        <Button
          onClick={() =>
            toast('Moved “First light” to the trash', {
              action: { title: 'Undo', onSelect: () => toast('It is back') },
            })
          }
        >
          Toast
        </Button>
        <Button
          onClick={() =>
            toast('Koda does not answer', {
              tone: 'error',
              words: 'Your work is kept here until it does.',
            })
          }
        >
          Error
        </Button>
        <Button onClick={(event) => setAt({ x: event.clientX, y: event.clientY })}>At the pointer</Button>
        <PointMenu at={at} entries={ENTRIES} onClose={() => setAt(null)} />
        <ContextMenu entries={() => ENTRIES}>
          <div className={styles.ground}>Right click here</div>
        </ContextMenu>
      </Row>
      <Dialog
        open={dialog}
        onOpenChange={setDialog}
        size="small"
        title="Export canvas"
        description="The file holds nodes, wires and settings. Pictures stay here."
        actions={
          <>
            <Button onClick={() => setDialog(false)}>Cancel</Button>
            <Button variant="primary" onClick={() => setDialog(false)}>
              Export
            </Button>
          </>
        }
      />
      <KeyPanel
        open={keys}
        onOpenChange={setKeys}
        groups={[
          {
            title: 'Run',
            shortcuts: [
              { title: 'Run selection', keys: 'mod+enter' },
              { title: 'Run all', keys: 'mod+shift+enter' },
            ],
          },
          {
            title: 'Edit',
            shortcuts: [
              { title: 'Undo', keys: 'mod+z' },
              { title: 'Redo', keys: 'mod+shift+z' },
              { title: 'Duplicate', keys: 'mod+d' },
              { title: 'Delete', keys: 'backspace' },
            ],
          },
          {
            title: 'View',
            shortcuts: [
              { title: 'Show everything', keys: '1' },
              { title: 'Zoom in', keys: 'mod++' },
            ],
          },
        ]}
      />
    </Section>
  );
}
