/** The services this Koda is connected with: what works, what is missing, and how it is added. */
import { useState } from 'react';
import type { Connection, ConnectionPart } from '@/api/connection-types';
import { api } from '@/api/koda-api';
import { catalogChanged } from '@/sync/catalog-cache';
import { NotLoaded } from '../not-loaded';
import { useLoaded } from '../use-loaded';
import { ConnectionCard } from './connection-card';
import styles from './connections.module.css';

const PARTS: readonly (readonly [ConnectionPart, string])[] = [
  ['media', 'Images, films and sound'],
  ['text', 'Language models'],
  ['records', 'Canvases and runs'],
  ['assets', 'Media files'],
  ['animation', 'Animation'],
];
/** Of these one is in use; the others are only ways to change. */
const ONE_OF = new Set<ConnectionPart>(['records', 'assets']);

const loadConnections = (): Promise<{ connections: Connection[] }> =>
  api.ask('GET', '/connections');

export function Connections() {
  const loaded = useLoaded(loadConnections);
  const [changed, setChanged] = useState<ReadonlyMap<string, Connection>>(new Map());
  if (!loaded.value) return <NotLoaded loaded={loaded} height={320} />;
  const all = loaded.value.connections.map((one) => changed.get(one.id) ?? one);
  const change = (next: Connection): void => {
    setChanged(new Map(changed).set(next.id, next));
    catalogChanged();
  };
  return PARTS.map(([part, title]) => (
    <Part
      key={part}
      title={title}
      isOneOf={ONE_OF.has(part)}
      connections={all.filter((one) => one.part === part)}
      onChange={change}
    />
  ));
}

type PartProps = {
  title: string;
  isOneOf: boolean;
  connections: readonly Connection[];
  onChange: (next: Connection) => void;
};

function Part({ title, isOneOf, connections, onChange }: PartProps) {
  const shown = isOneOf ? connections.filter((one) => one.state !== 'missing') : connections;
  const others = connections.filter((one) => !shown.includes(one));
  const cards = (some: readonly Connection[]) => (
    <ul className={styles.cards}>
      {some.map((one) => (
        <li key={one.id}>
          <ConnectionCard connection={one} onChange={onChange} />
        </li>
      ))}
    </ul>
  );
  return (
    <section className={styles.part} aria-label={title}>
      <h3>{title}</h3>
      {cards(shown)}
      {others.length > 0 && (
        <details className={styles.others}>
          <summary>
            {shown.length > 0 ? 'Other places' : 'Places'}:{' '}
            {others.map((one) => one.title).join(', ')}
          </summary>
          {cards(others)}
        </details>
      )}
    </section>
  );
}
