/** What lies over a result: its marks, its tools, and at the lower edge what to know, to choose and to run. */
import { Zap } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Step } from '@/api/types';
import { findCard } from '@/core/models';
import type { NodeSpec } from '@/core/spec';
import { classNames } from '@/lib/class-names';
import { useIsStale, useSession } from '@/sync/use-session';
import { Badge } from '@/ui/badge';
import { Tooltip } from '@/ui/tooltip';
import { ResultTools } from '../results/result-tools';
import { isMediaTake, type MediaTake, type Take } from '../results/takes';
import { isActive, isKept, type Results } from '../results/use-results';
import { Composer } from './composer';
import { HistoryStrip, StepNotice } from './lazy-overlay';
import styles from './maker-body.module.css';

type Props = {
  id: string;
  kind: NodeSpec;
  results: Results;
  step: Step | null;
  /** Somebody looks at the card. */
  isOpen: boolean;
  /** Looked at, but the lower edge is to be left free. */
  isQuiet: boolean;
  editing: boolean;
  onOpen: (take: MediaTake) => void;
};

export function MakerOverlay(props: Props): ReactNode {
  const { id, kind, results, step, isOpen, isQuiet, editing, onOpen } = props;
  const isDocked = isOpen && !isQuiet;
  const isStale = useIsStale(id);
  const { takes, shown } = results;
  const first = shown[0];
  const needsSomebody = step?.state === 'failed' || step?.state === 'asking';
  return (
    <>
      {first ? <Marks take={first} isNewest={first.step === step} isOpen={isOpen} /> : null}
      {isOpen && first && isMediaTake(first) ? (
        <div className={styles.tools} data-stale={isStale || undefined}>
          <ResultTools
            id={id}
            kind={kind}
            take={first}
            isOneOfMany={shown.length > 1}
            isKept={isKept(results, first)}
            onOpen={onOpen}
          />
        </div>
      ) : null}
      <div
        className={classNames(styles.dock, isDocked && styles.open)}
        data-running={isActive(step) || undefined}
      >
        {isDocked || needsSomebody ? <StepNotice step={step} /> : null}
        {isDocked && takes.length > 1 ? (
          <div className={styles.strip}>
            <HistoryStrip id={id} kind={kind} results={results} onOpen={onOpen} />
          </div>
        ) : null}
        {isDocked && step?.state !== 'asking' ? (
          <Composer id={id} kind={kind} editing={editing} />
        ) : null}
      </div>
    </>
  );
}

type MarksProps = { take: Take; isNewest: boolean; isOpen: boolean };

/** What must be known of a result at a glance: not made by an AI model, used again. */
function Marks({ take, isNewest, isOpen }: MarksProps): ReactNode {
  const { catalog } = useSession();
  const { model, cached } = take.step;
  const offer = catalog.models.find((one) => one.id === model);
  const card = offer && model ? findCard(catalog, offer.task, model) : null;
  return (
    <div className={styles.marks} data-words={!isMediaTake(take) || undefined}>
      {card?.note ? (
        <Tooltip text={card.note} side="top">
          <span className={styles.mark}>
            <Badge>{card.title}</Badge>
          </span>
        </Tooltip>
      ) : null}
      {cached && isNewest && isOpen ? (
        <Tooltip text="Nothing was computed: the same inputs gave this before" side="top">
          <span className={styles.mark}>
            <Badge icon={<Zap aria-hidden="true" />}>Used again</Badge>
          </span>
        </Tooltip>
      ) : null}
    </div>
  );
}
