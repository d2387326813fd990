/** What was thrown away: back, or gone for good. */
import { ArrowLeft, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import type { CanvasCard } from '@/api/types';
import { formatAgo } from '@/lib/time';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { toast } from '@/ui/toasts';
import { Away } from './away';
import { CanvasGrid, GridSkeleton } from './canvas-grid';
import { Mosaic } from './mosaic';
import { findByName } from './shelf';
import styles from './trash.module.css';
import { useNow } from './use-now';
import { useShelf } from './use-shelf';
import { sayProblem } from './use-start';
import { nodeCountWords, timeOf } from './words';

export function Trash({ query }: { query: string }) {
  const { shelf, state } = useShelf(true);
  const now = useNow();
  const cards = state.cards && findByName(state.cards, query);
  const attempt = (work: Promise<void>, title: string, done?: string): void => {
    work.then(
      () => done && toast(done),
      (error: unknown) => sayProblem(error, title),
    );
  };
  return (
    <section className={styles.section} aria-labelledby="home-trash">
      <header className={styles.head}>
        <Link href="/" className={styles.back}>
          <ArrowLeft /> All canvases
        </Link>
        <h1 id="home-trash">Trash</h1>
        {state.cards && state.cards.length > 0 && query === '' && (
          <Confirm
            title="Empty trash"
            question={`Delete ${state.cards.length === 1 ? 'it' : `all ${state.cards.length}`} forever?`}
            onConfirm={() => attempt(shelf.clear(), 'The trash was not emptied')}
          />
        )}
      </header>
      {state.problem && <Away problem={state.problem} onRetry={() => void shelf.load()} />}
      {cards === null && !state.problem && <GridSkeleton />}
      {cards?.length === 0 && (
        <EmptyState
          icon={<Trash2 />}
          title={query ? `Nothing in the trash is called “${query}”` : 'The trash is empty'}
        >
          {query ? undefined : 'A canvas that is thrown away waits here until you delete it.'}
        </EmptyState>
      )}
      {cards && cards.length > 0 && (
        <CanvasGrid label="Canvases in the trash">
          {cards.map((card) => (
            <TrashedCard
              key={card.id}
              card={card}
              now={now}
              onRestore={() =>
                attempt(
                  shelf.restore(card.id),
                  `“${card.name}” was not restored`,
                  `“${card.name}” is back`,
                )
              }
              onRemove={() => attempt(shelf.remove(card.id), `“${card.name}” was not deleted`)}
            />
          ))}
        </CanvasGrid>
      )}
    </section>
  );
}

type TrashedProps = {
  card: CanvasCard;
  now: number;
  onRestore: () => void;
  onRemove: () => void;
};

function TrashedCard({ card, now, onRestore, onRemove }: TrashedProps) {
  const thrown = card.deletedAt ? formatAgo(timeOf(card.deletedAt), now) : '';
  return (
    <li className={styles.card}>
      <div className={styles.picture}>
        <Mosaic pictures={card.thumbnails ?? []} isEmpty={card.nodeCount === 0} />
      </div>
      <h2 className={styles.name} title={card.name}>
        {card.name}
      </h2>
      <p className={styles.facts}>
        {thrown && `Thrown away ${thrown.toLowerCase()} · `}
        {nodeCountWords(card.nodeCount)}
      </p>
      <Confirm
        title="Delete forever"
        label={`Delete forever: ${card.name}`}
        question="Delete it forever?"
        onConfirm={onRemove}
      >
        <Button size="small" aria-label={`Restore ${card.name}`} onClick={onRestore}>
          Restore
        </Button>
      </Confirm>
    </li>
  );
}

type ConfirmProps = {
  title: string;
  label?: string;
  question: string;
  onConfirm: () => void;
  /** What else can be done; out of the way while it asks. */
  children?: ReactNode;
};

/** A button that asks once more, in its own place. */
function Confirm({ title, label, question, onConfirm, children }: ConfirmProps) {
  const [isAsking, setIsAsking] = useState(false);
  if (!isAsking) {
    return (
      <div className={styles.actions}>
        {children}
        <Button size="small" variant="quiet" aria-label={label} onClick={() => setIsAsking(true)}>
          {title}
        </Button>
      </div>
    );
  }
  return (
    <fieldset
      className={styles.actions}
      onKeyDown={(event) => event.key === 'Escape' && setIsAsking(false)}
    >
      <legend className={styles.question}>{question}</legend>
      <Button
        size="small"
        variant="danger"
        autoFocus
        aria-label={label ?? title}
        onClick={onConfirm}
      >
        Delete
      </Button>
      <Button size="small" variant="quiet" onClick={() => setIsAsking(false)}>
        Keep
      </Button>
    </fieldset>
  );
}
