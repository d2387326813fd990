/** What has been done so far: what is still to do, files, looks at the picture, further tries. */
import {
  Check,
  ChevronRight,
  Circle,
  CircleAlert,
  CircleDot,
  Eye,
  FileCode2,
  RotateCw,
} from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import type { Row, Telling, Todo } from '@/core/animation-events';
import { count } from '../../words';
import { Patch } from './patch';
import styles from './work-log.module.css';

type Props = { telling: Telling; isRunning: boolean };

export function WorkLog({ telling, isRunning }: Props): ReactNode {
  const { todos, rows, phase } = telling;
  // What is done needs no list of what was to do; while it is planned anew, the list is an old one.
  const isOver = phase === 'planning' || todos.every(({ state }) => state === 'done');
  return (
    <>
      {todos.length > 0 && !isOver ? <Todos todos={todos} isRunning={isRunning} /> : null}
      {rows.length > 0 ? <Rows rows={rows} isRunning={isRunning} /> : null}
    </>
  );
}

function Todos({ todos, isRunning }: { todos: readonly Todo[]; isRunning: boolean }): ReactNode {
  return (
    <ul className={styles.todos} aria-label="To do">
      {todos.map((todo) => (
        <li key={todo.id} data-state={isRunning || todo.state === 'done' ? todo.state : undefined}>
          {todo.state === 'done' ? (
            <Check aria-label="Done" />
          ) : todo.state === 'doing' && isRunning ? (
            // The line above turns already; several of these may be under way at once.
            <CircleDot aria-label="Now" />
          ) : (
            <Circle aria-label="Not yet" />
          )}
          <span>{todo.label}</span>
        </li>
      ))}
    </ul>
  );
}

/** As many as are in sight while it works; all of them when unfolded. */
const MOST_FOLDED = 3;

function Rows({ rows, isRunning }: { rows: readonly Row[]; isRunning: boolean }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const folded = isRunning ? rows.slice(-MOST_FOLDED) : [];
  const shown = isOpen ? rows : folded;
  return (
    <div className={styles.log}>
      {rows.length > folded.length ? (
        <button
          type="button"
          className={`${styles.fold} nodrag`}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          <ChevronRight aria-hidden="true" />
          {isOpen ? 'Less' : count(rows.length, 'step')}
        </button>
      ) : null}
      <ul id={id} className={styles.rows}>
        {shown.map((row, at) => (
          <RowLine
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are only added
            key={rows.length - shown.length + at}
            row={row}
            before={rows[rows.length - shown.length + at - 1]}
          />
        ))}
      </ul>
    </div>
  );
}

const CHANGES = { written: 'Wrote', edited: 'Edited', deleted: 'Deleted' };

type LineProps = { row: Row; before: Row | undefined };

function RowLine({ row, before }: LineProps): ReactNode {
  switch (row.kind) {
    case 'file':
      return <FileLine row={row} />;
    case 'attempt':
      return (
        <li>
          <RotateCw aria-hidden="true" />
          <span>
            Mending it, try {row.number} of {row.most}
            {isSaid(row.why, before) ? null : `: ${row.why}`}
          </span>
        </li>
      );
    default:
      return <VerdictLine row={row} />;
  }
}

/** What was wrong stands in the line before, mostly. */
const isSaid = (why: string, before: Row | undefined): boolean =>
  why === '' ||
  (before?.kind === 'verdict' && before.checks.some(({ message }) => message.includes(why)));

function FileLine({ row }: { row: Extract<Row, { kind: 'file' }> }): ReactNode {
  const words = (
    <>
      {CHANGES[row.change]} <code>{row.path}</code>
    </>
  );
  return (
    <li>
      <FileCode2 aria-hidden="true" />
      {row.patch === '' ? <span>{words}</span> : <Patch patch={row.patch}>{words}</Patch>}
      {row.change === 'deleted' ? null : (
        <span className={styles.aside}>{count(row.lines, 'line')}</span>
      )}
    </li>
  );
}

function VerdictLine({ row }: { row: Extract<Row, { kind: 'verdict' }> }): ReactNode {
  const wrong = row.checks.filter(({ ok }) => !ok);
  const by = row.by === 'model' ? 'A model looked' : 'Checked by rules';
  return (
    <li data-wrong={!row.pass || undefined}>
      {row.pass ? <Eye aria-hidden="true" /> : <CircleAlert aria-hidden="true" />}
      <span>
        {by}: {row.pass && wrong.length === 0 ? 'nothing is wrong' : tell(wrong.map(messageOf))}
      </span>
      {row.score === null ? null : <span className={styles.aside}>{row.score} / 10</span>}
    </li>
  );
}

const messageOf = ({ message, name }: { message: string; name: string }): string => message || name;

const tell = (messages: readonly string[]): string =>
  messages.length > 0 ? messages.join(' ') : 'it is not as it should be';
