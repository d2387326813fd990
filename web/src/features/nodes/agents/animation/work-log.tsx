/** What has been done so far: what is still to do, files, looks at the picture, further tries. */
import { Check, ChevronRight, Circle, CircleAlert, Eye, FileCode2, RotateCw } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import type { Row, Telling, Todo } from '@/core/animation-events';
import { Spinner } from '@/ui/spinner';
import { count } from '../../words';
import styles from './work-log.module.css';

type Props = { telling: Telling; isRunning: boolean };

export function WorkLog({ telling, isRunning }: Props): ReactNode {
  const { todos, rows } = telling;
  return (
    <>
      {todos.length > 0 ? <Todos todos={todos} isRunning={isRunning} /> : null}
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
            <Spinner label="Now" />
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
          // biome-ignore lint/suspicious/noArrayIndexKey: rows are only added
          <RowLine key={rows.length - shown.length + at} row={row} />
        ))}
      </ul>
    </div>
  );
}

const CHANGES = { written: 'Wrote', edited: 'Edited', deleted: 'Deleted' };

function RowLine({ row }: { row: Row }): ReactNode {
  if (row.kind === 'file') {
    return (
      <li>
        <FileCode2 aria-hidden="true" />
        <span>
          {CHANGES[row.change]} <code>{row.path}</code>
        </span>
        {row.change === 'deleted' ? null : (
          <span className={styles.aside}>{count(row.lines, 'line')}</span>
        )}
      </li>
    );
  }
  if (row.kind === 'attempt') {
    return (
      <li>
        <RotateCw aria-hidden="true" />
        <span>
          Try {row.number} of {row.most}: {row.why}
        </span>
      </li>
    );
  }
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
