/** Where a picture is to change: the mask as a picture, and ways to paint, choose or take it out. */
import { Brush } from 'lucide-react';
import { type ReactNode, Suspense, useState } from 'react';
import { useCanvasSlots } from '@/sync/slots';
import { Button } from '@/ui/button';
import { AssetControl } from './asset-control';
import type { ControlProps } from './control';
import styles from './controls.module.css';

export function MaskControl(props: ControlProps): ReactNode {
  const { node, kind, field, value } = props;
  const Editor = useCanvasSlots().editors?.mask;
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={styles.mask}>
      {Editor ? (
        <Button size="small" variant="primary" icon={<Brush />} onClick={() => setOpen(true)}>
          {value ? 'Paint on the mask' : 'Paint a mask'}
        </Button>
      ) : null}
      <AssetControl {...props} />
      {Editor && isOpen ? (
        <Suspense>
          <Editor node={node} kind={kind} parameter={field.name} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}
