/** Home: a question, the canvases, templates to start from. */
import { useCallback, useState } from 'react';
import { useShortcuts } from '@/lib/use-shortcuts';
import { KeyPanel } from '@/ui/key-panel';
import { Canvases } from './canvases';
import { CARD_KEYS, HOME_KEYS } from './home-keys';
import styles from './home-page.module.css';
import { SentenceBox } from './sentence-box';
import { Templates } from './templates';
import { Trash } from './trash';
import { useHomeView } from './use-home-view';
import { useImport } from './use-import';
import { useShelf } from './use-shelf';

const KEY_GROUPS = [
  { title: 'Home', shortcuts: Object.values(HOME_KEYS) },
  { title: 'On a canvas', shortcuts: CARD_KEYS },
];

export function HomePage() {
  const { query, isTrash, search } = useHomeView();
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  useShortcuts([{ ...HOME_KEYS.keys, run: () => setIsHelpOpen(true) }]);
  return (
    <>
      {isTrash ? <Trash query={query} /> : <Desk query={query} onClear={() => search('')} />}
      <KeyPanel open={isHelpOpen} onOpenChange={setIsHelpOpen} groups={KEY_GROUPS} />
    </>
  );
}

function Desk({ query, onClear }: { query: string; onClear: () => void }) {
  const { shelf, state } = useShelf(false);
  const reload = useCallback(() => void shelf.load(), [shelf]);
  const { isOver, take } = useImport(reload);
  const isSearching = query.trim() !== '';
  return (
    <>
      {!isSearching && <SentenceBox />}
      <Canvases shelf={shelf} state={state} query={query} onClear={onClear} onImport={take} />
      {!isSearching && <Templates isAway={state.problem !== null} />}
      {isOver && (
        <div className={styles.drop}>
          <p>Drop a canvas that was exported as JSON</p>
        </div>
      )}
    </>
  );
}
