/** Bodies of nodes that somebody edits by hand: the result, and the way into the editor. */
import { Brush, Crop } from 'lucide-react';
import { type ComponentType, type ReactNode, Suspense, useState } from 'react';
import type { EditorProps, NodeBodyProps } from '@/sync/slots';
import { Button } from '@/ui/button';
import { MakerBody } from '../bodies/maker-body';
import { KeyKeeper } from '../key-keeper';
import styles from './edited-body.module.css';
import { CropEditor, MaskEditor } from './lazy-editors';

export function CropBody(props: NodeBodyProps): ReactNode {
  return (
    <Edited {...props} editor={CropEditor} parameter="x" label="Crop by hand" icon={<Crop />} />
  );
}

export function InpaintBody(props: NodeBodyProps): ReactNode {
  return (
    <Edited {...props} editor={MaskEditor} parameter="mask" label="Paint a mask" icon={<Brush />} />
  );
}

type Props = NodeBodyProps & {
  editor: ComponentType<EditorProps>;
  parameter: string;
  label: string;
  icon: ReactNode;
};

function Edited(props: Props): ReactNode {
  const { editor: Editor, parameter, label, icon, ...body } = props;
  const { id, kind, selected, compact } = body;
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={styles.body}>
      <MakerBody {...body} />
      {selected && !compact ? (
        <KeyKeeper className={`${styles.open} nodrag nopan`}>
          <Button size="small" icon={icon} onClick={() => setOpen(true)}>
            {label}
          </Button>
        </KeyKeeper>
      ) : null}
      {isOpen ? (
        <Suspense>
          <Editor node={id} kind={kind} parameter={parameter} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}
