/** Searches fal.ai's catalogue for what is typed into the picker, and hands it rows to show. */
import { Boxes } from 'lucide-react';
import { type Dispatch, type ReactNode, type SetStateAction, useEffect, useState } from 'react';
import { api } from '@/api/koda-api';
import { ApiProblem } from '@/api/problem';
import type { EndpointCard } from '@/api/types';
import { kindOfEndpoint } from '@/core/endpoints';
import type { Kinds } from '@/core/spec';
import type { PortEnd } from '../canvas-state';
import { type PaletteItem, type PaletteMore, search } from '../palette';
import styles from './endpoints.module.css';

const PAUSE_MS = 250;
const SHORTEST = 2;
const HEADING = 'On fal.ai';

type Props = {
  query: string;
  kinds: Kinds;
  from: PortEnd | null;
  onFound: Dispatch<SetStateAction<PaletteMore>>;
};

export function EndpointSearch({ query, kinds, from, onFound }: Props): ReactNode {
  const asked = query.trim();
  useEffect(() => {
    if (asked.length < SHORTEST) {
      onFound({ items: [], note: 'Type to search the models of fal.ai, too.' });
      return;
    }
    const abort = new AbortController();
    const ask = async (): Promise<void> => {
      onFound((last) => ({ items: search(last.items, asked), note: 'Searching fal.ai…' }));
      try {
        const page = await api.searchEndpoints(asked, { signal: abort.signal });
        const fresh = page.endpoints.filter((one) => !kinds.has(kindOfEndpoint(one.id)));
        const items = bestFirst(fresh, from).map(itemOf);
        onFound({ items, note: page.notice || (items.length === 0 ? nothing(asked) : '') });
      } catch (error) {
        if (abort.signal.aborted) return;
        onFound({ items: [], note: problemOf(error) });
      }
    };
    const timer = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [asked, kinds, from, onFound]);
  return null;
}

const nothing = (asked: string): string => `fal.ai has no more called “${asked}”.`;

function problemOf(error: unknown): string {
  const message = error instanceof ApiProblem ? error.message : 'It could not be asked.';
  return `fal.ai's models are not shown: ${message}`;
}

/** What begins with the kind of file that the wire brings comes first. */
function bestFirst(found: readonly EndpointCard[], from: PortEnd | null): EndpointCard[] {
  const type = from?.types[0];
  if (!from || !type) return [...found];
  const fits = ({ category }: EndpointCard): boolean =>
    from.side === 'output' ? category.startsWith(`${type}-`) : category.endsWith(`-${type}`);
  return [...found.filter(fits), ...found.filter((one) => !fits(one))];
}

function itemOf(one: EndpointCard): PaletteItem {
  const category = one.category.replaceAll('-', ' ');
  return {
    id: kindOfEndpoint(one.id),
    title: one.title,
    detail: [category, one.id].filter(Boolean).join(' · '),
    group: HEADING,
    icon: <Picture endpoint={one} />,
    trailing: one.price ? <span className={styles.price}>{one.price}</span> : null,
  };
}

function Picture({ endpoint }: { endpoint: EndpointCard }): ReactNode {
  const [isBroken, setBroken] = useState(false);
  if (!endpoint.has_thumbnail || isBroken) {
    return (
      <span className={styles.nothing}>
        <Boxes size={16} strokeWidth={1.5} aria-hidden="true" />
      </span>
    );
  }
  return (
    <img
      className={styles.picture}
      src={api.endpointPictureUrl(endpoint.id)}
      alt=""
      loading="lazy"
      onError={() => setBroken(true)}
    />
  );
}
