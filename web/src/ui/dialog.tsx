/** A panel over everything: only for what cannot be done in place. */
import { type ReactNode, Suspense, useState } from 'react';
import { lazy } from '@/lib/lazy';
import { loadDialogLayer } from './layers';

export type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons at the lower right; the one to press stands last. */
  actions?: ReactNode;
  size?: 'small' | 'medium' | 'large' | 'wide';
};

const Layer = lazy(async () => ({ default: (await loadDialogLayer()).DialogLayer }));

export function Dialog(props: DialogProps) {
  const [wasOpen, setWasOpen] = useState(props.open);
  if (props.open && !wasOpen) setWasOpen(true);
  if (!wasOpen) return null;
  return (
    <Suspense>
      <Layer {...props} />
    </Suspense>
  );
}
