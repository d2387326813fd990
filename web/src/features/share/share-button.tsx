/** The button that opens the sharing of a canvas; what is in it is fetched when it is first pressed. */
import { Share2 } from 'lucide-react';
import { type ReactNode, Suspense, useState } from 'react';
import { lazy } from '@/lib/lazy';
import { IconButton } from '@/ui/icon-button';

const ShareDialog = lazy(async () => ({ default: (await import('./share-dialog')).ShareDialog }));

export function ShareButton(): ReactNode {
  const [isOpen, setOpen] = useState<boolean | null>(null);
  return (
    <>
      <IconButton label="Share" icon={<Share2 />} onClick={() => setOpen(true)} />
      {isOpen === null ? null : (
        <Suspense>
          <ShareDialog open={isOpen} onOpenChange={setOpen} />
        </Suspense>
      )}
    </>
  );
}
