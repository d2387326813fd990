/** The canvases in use: the newest first, or what a search finds. */
import { FileInput, ImagePlus, SearchX, Trash2 } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { useLocation } from 'wouter';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { VisuallyHidden } from '@/ui/visually-hidden';
import { Away } from './away';
import { CanvasCard } from './canvas-card';
import { CanvasGrid, GridSkeleton } from './canvas-grid';
import styles from './canvases.module.css';
import { findByName, type Shelf, type ShelfState } from './shelf';
import { useCardActions } from './use-card-actions';
import { TRASH_ADDRESS } from './use-home-view';
import { useNow } from './use-now';

type Props = {
  shelf: Shelf;
  state: ShelfState;
  query: string;
  onClear: () => void;
  onImport: (files: readonly File[]) => void;
};

export function Canvases({ shelf, state, query, onClear, onImport }: Props) {
  const actions = useCardActions(shelf);
  const now = useNow();
  const isSearching = query.trim() !== '';
  const cards = state.cards && findByName(state.cards, query);
  // While searching this is all there is.
  const Heading = isSearching ? 'h1' : 'h2';
  return (
    <section className={styles.section} aria-labelledby="home-canvases">
      <header className={styles.head}>
        <Heading id="home-canvases">{isSearching ? 'Found' : 'Recent'}</Heading>
        <VisuallyHidden>
          <span role="status">{isSearching && cards ? foundWords(cards.length) : ''}</span>
        </VisuallyHidden>
        <Tools onImport={onImport} />
      </header>
      {state.problem && <Away problem={state.problem} onRetry={() => void shelf.load()} />}
      {cards === null && !state.problem && <GridSkeleton />}
      {cards?.length === 0 &&
        (isSearching ? <NothingFound query={query} onClear={onClear} /> : <NoneYet />)}
      {cards && cards.length > 0 && (
        <CanvasGrid label={isSearching ? 'Found canvases' : 'Recent canvases'}>
          {cards.map((card) => (
            <CanvasCard key={card.id} card={card} now={now} actions={actions} />
          ))}
        </CanvasGrid>
      )}
    </section>
  );
}

const foundWords = (count: number): string =>
  count === 1 ? '1 canvas found' : `${count} canvases found`;

function Tools({ onImport }: Pick<Props, 'onImport'>): ReactNode {
  const [, go] = useLocation();
  const files = useRef<HTMLInputElement>(null);
  return (
    <div className={styles.tools}>
      <Button
        size="small"
        variant="quiet"
        icon={<FileInput />}
        onClick={() => files.current?.click()}
      >
        Import
      </Button>
      <Button
        size="small"
        variant="quiet"
        icon={<Trash2 />}
        onClick={() => go(TRASH_ADDRESS)}
        role="link"
      >
        Trash
      </Button>
      <input
        ref={files}
        type="file"
        accept=".json,application/json"
        multiple
        hidden
        aria-label="Canvases to import"
        onChange={(event) => {
          onImport([...(event.target.files ?? [])]);
          // The same file again is a change too.
          event.target.value = '';
        }}
      />
    </div>
  );
}

function NothingFound({ query, onClear }: { query: string; onClear: () => void }): ReactNode {
  return (
    <EmptyState
      icon={<SearchX />}
      title={`No canvas is called “${query.trim()}”`}
      action={<Button onClick={onClear}>Show all</Button>}
    />
  );
}

function NoneYet(): ReactNode {
  return (
    <EmptyState icon={<ImagePlus />} title="Your canvases will be here">
      Say above what you want to make, start from a template, or drop an exported canvas.
    </EmptyState>
  );
}
