/** What happened to the doors of this Koda, the newest first, page by page. */
import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '@/api/koda-api';
import type { AuditNote, AuditPage } from '@/api/session-types';
import { formatAgo } from '@/lib/time';
import { Button } from '@/ui/button';
import { NotLoaded } from '../not-loaded';
import { useLoaded } from '../use-loaded';
import styles from './access.module.css';
import { attempt } from './attempt';
import { auditWords, canvasIn, targetWords } from './audit-words';
import { browserWords } from './browser-name';

const loadPage = (before = ''): Promise<AuditPage> =>
  api.ask('GET', `/audit?before=${encodeURIComponent(before)}`);
const loadFirst = (): Promise<AuditPage> => loadPage();

export function Log() {
  const loaded = useLoaded(loadFirst);
  const [older, setOlder] = useState<readonly AuditPage[]>([]);
  const [isBusy, setBusy] = useState(false);
  if (!loaded.value) return <NotLoaded loaded={loaded} height={160} />;
  const pages = [loaded.value, ...older];
  const notes = pages.flatMap((page) => page.notes);
  const next = pages.at(-1)?.next ?? null;
  const more = async (): Promise<void> => {
    setBusy(true);
    const page = await attempt(() => loadPage(next ?? ''));
    if (page) setOlder((before) => [...before, page]);
    setBusy(false);
  };
  if (notes.length === 0) return <p className={styles.quiet}>Nothing has happened yet.</p>;
  return (
    <>
      <ol className={styles.log} aria-label="Log">
        {notes.map((note) => (
          <Line key={note.id} note={note} />
        ))}
      </ol>
      {next !== null && (
        <div>
          <Button busy={isBusy} onClick={() => void more()}>
            Show older ones
          </Button>
        </div>
      )}
      <p className={styles.facts}>
        Take all of it away:{' '}
        <a className={styles.link} href="/api/audit/export?format=csv" download>
          as a table (CSV)
        </a>
        {', '}
        <a className={styles.link} href="/api/audit/export?format=jsonl" download>
          as JSON lines
        </a>
      </p>
    </>
  );
}

function Line({ note }: { note: AuditNote }) {
  const { at, who, what, target, agent, address } = note;
  const when = new Date(at);
  const canvas = canvasIn(target);
  const words = targetWords(note);
  const isSaid = who.toLowerCase().includes(words.toLowerCase());
  const from = [agent && browserWords(agent), address].filter(Boolean).join(', ');
  const facts = [who, isSaid ? '' : words, from && `from ${from}`].filter(Boolean);
  return (
    <li className={styles.note}>
      <time dateTime={when.toISOString()} title={when.toLocaleString('en-GB')}>
        {formatAgo(at)}
      </time>
      <div className={styles.words}>
        <p className={styles.title}>
          {auditWords(what)}
          {canvas && <Link href={`/canvas/${canvas}`}>Canvas</Link>}
        </p>
        <p className={styles.facts}>{facts.join(' · ')}</p>
      </div>
    </li>
  );
}
