/** The bar over the canvas: back, name, saving, people; price and Run at the right. */
import { ArrowLeft, Download, Play, Square } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import { formatPrice } from '@/core/money';
import { useCanvasSlots } from '@/sync/slots';
import {
  useCanvasName,
  useMay,
  useOthers,
  usePlan,
  useRunList,
  useSession,
} from '@/sync/use-session';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { Tooltip } from '@/ui/tooltip';
import { useActions } from './actions-context';
import { downloadCanvas } from './export-canvas';
import { SaveState } from './save-state';
import styles from './top-bar.module.css';

export function TopBar(): ReactNode {
  const { session } = useActions();
  const { share: Share } = useCanvasSlots();
  const may = useMay();
  return (
    <header className={styles.bar}>
      <div className={styles.side}>
        <Link href="/" className={styles.back} data-for="own" aria-label="Back to all canvases">
          <ArrowLeft size={16} strokeWidth={1.5} aria-hidden="true" />
        </Link>
        <CanvasName />
        <SaveState />
        {may.edit && !may.run ? (
          <Tooltip text="Runs cost the owner’s money; this link is for editing only.">
            <button type="button" className={styles.limits}>
              No running
            </button>
          </Tooltip>
        ) : null}
      </div>
      <div className={styles.side}>
        <People />
        <IconButton
          label="Export as JSON"
          icon={<Download />}
          onClick={() => void downloadCanvas(session)}
        />
        {Share && may.own ? <Share /> : null}
        {may.run ? <RunButton /> : null}
      </div>
    </header>
  );
}

function CanvasName(): ReactNode {
  const { document } = useSession();
  const { edit } = useMay();
  const name = useCanvasName();
  const [draft, setDraft] = useState<string | null>(null);
  const keep = (): void => {
    if (draft !== null && draft.trim() !== name) document.rename(draft);
    setDraft(null);
  };
  return (
    <h1 className={styles.name}>
      <input
        aria-label="Name of this canvas"
        value={draft ?? name}
        readOnly={!edit}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key === 'Escape') setDraft(null);
        }}
      />
    </h1>
  );
}

const MOST_FACES = 4;

function People(): ReactNode {
  const others = useOthers();
  if (others.length === 0) return null;
  const names = others.map((other) => other.name).join(', ');
  return (
    <ul className={styles.people} aria-label={`Here now: ${names}`}>
      {others.slice(0, MOST_FACES).map((other) => (
        <Tooltip key={other.tab} text={other.name}>
          <li style={{ background: other.color }}>{other.name.slice(0, 1).toUpperCase()}</li>
        </Tooltip>
      ))}
      {others.length > MOST_FACES ? <li>+{others.length - MOST_FACES}</li> : null}
    </ul>
  );
}

function RunButton(): ReactNode {
  const actions = useActions();
  const plan = usePlan();
  const runs = useRunList();
  if (runs.some((run) => run.state === 'running')) {
    return (
      <Button icon={<Square size={14} />} onClick={() => actions.stop()}>
        Stop
      </Button>
    );
  }
  const count = plan?.to_run ?? 0;
  const steps = plan && plan.total > 0 ? `${count} of ${plan.total} steps will run` : '';
  const price = plan && count > 0 ? formatPrice(plan.price, plan.unpriced) : '';
  return (
    <>
      {steps ? (
        <span className={styles.plan} title={steps}>
          {count === 0 ? 'All up to date' : `${count} of ${plan?.total} · ${price}`}
        </span>
      ) : null}
      <Button
        variant="primary"
        icon={<Play size={14} />}
        disabled={plan !== null && plan.total === 0}
        onClick={() => actions.runAll()}
      >
        Run all
      </Button>
    </>
  );
}
