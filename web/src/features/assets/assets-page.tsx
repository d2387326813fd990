/** The page of all assets. */
import { type ReactNode, useState } from 'react';
import { useShortcuts } from '@/lib/use-shortcuts';
import { KeyPanel } from '@/ui/key-panel';
import { VisuallyHidden } from '@/ui/visually-hidden';
import { LibraryView } from './library-view';
import { useAddressChoice } from './use-address-choice';
import { LIBRARY_KEYS } from './use-library-keys';

export function AssetsPage(): ReactNode {
  const [choice, choose] = useAddressChoice();
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  useShortcuts([
    { keys: '/', title: 'Search', run: focusSearch },
    { keys: '?', title: 'Keys', run: () => setIsHelpOpen(true) },
  ]);
  return (
    <>
      <VisuallyHidden>
        <h1>{choice.trashed ? 'Trash of assets' : 'Assets'}</h1>
      </VisuallyHidden>
      <LibraryView key={String(choice.trashed)} choice={choice} onChoose={choose} />
      <KeyPanel
        open={isHelpOpen}
        onOpenChange={setIsHelpOpen}
        groups={[{ title: 'Assets', shortcuts: LIBRARY_KEYS }]}
      />
    </>
  );
}

function focusSearch(): void {
  document.querySelector<HTMLElement>('main input[type="search"]')?.focus();
}
