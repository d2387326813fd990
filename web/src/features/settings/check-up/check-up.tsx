/** Checks this Koda as `koda verify` does, and shows each finding as it comes. */
import { CircleCheck, CircleDashed, CircleX, Play } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { CheckUpPlan, Finding } from '@/api/connection-types';
import { readEventStream } from '@/api/events';
import { api } from '@/api/koda-api';
import { ApiProblem, readProblem, unreachable } from '@/api/problem';
import { formatMoney } from '@/core/money';
import { Button } from '@/ui/button';
import { Spinner } from '@/ui/spinner';
import { NotLoaded } from '../not-loaded';
import { useLoaded } from '../use-loaded';
import { withVariables } from '../variables';
import styles from './check-up.module.css';

const loadPlan = (): Promise<CheckUpPlan> => api.ask('GET', '/verify');

export function CheckUp() {
  const loaded = useLoaded(loadPlan);
  if (!loaded.value) return <NotLoaded loaded={loaded} height={120} />;
  return <Checks plan={loaded.value} />;
}

function Checks({ plan }: { plan: CheckUpPlan }) {
  const [findings, setFindings] = useState<readonly Finding[]>([]);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isRunning, setRunning] = useState(false);
  const leaving = useRef<AbortController | null>(null);
  useEffect(() => () => leaving.current?.abort(), []);

  const run = async (ceiling: number): Promise<void> => {
    const abort = new AbortController();
    leaving.current = abort;
    setRunning(true);
    setFindings([]);
    setProblem(null);
    try {
      for await (const finding of follow(ceiling, abort.signal)) {
        setFindings((before) => [...before, finding]);
      }
    } catch (error) {
      if (abort.signal.aborted) return;
      setProblem(error instanceof ApiProblem ? error : unreachable());
    }
    setRunning(false);
  };
  const price = plan.price ?? 0;
  const isPaid = !plan.is_offline && plan.price !== null && plan.price > 0;
  return (
    <>
      <p className={styles.note}>
        It makes a picture and a canvas, loads them again, and takes them away.{' '}
        {plan.is_offline
          ? 'The picture is made by the offline preview and is free.'
          : `The picture is made by ${plan.title} for about ${plan.price === null ? 'an unknown price' : formatMoney(price)}; a better prompt costs a fraction of a cent.`}
      </p>
      <div className={styles.buttons}>
        <Button icon={<Play />} busy={isRunning} onClick={() => void run(isPaid ? price * 2 : 0)}>
          {isPaid ? `Check, with a picture for ${formatMoney(price)}` : 'Check'}
        </Button>
        {isPaid && (
          <Button variant="quiet" disabled={isRunning} onClick={() => void run(0)}>
            Check without a picture
          </Button>
        )}
      </div>
      {problem && (
        <p role="alert" className={styles.note}>
          {problem.message} {problem.remedy}
        </p>
      )}
      {(isRunning || findings.length > 0) && (
        <Table plan={plan} findings={findings} isRunning={isRunning} />
      )}
    </>
  );
}

async function* follow(ceiling: number, signal: AbortSignal): AsyncGenerator<Finding> {
  const answer = await fetch(api.url('/verify'), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ ceiling }),
    signal,
  });
  if (!answer.ok || !answer.body) throw await readProblem(answer);
  for await (const message of readEventStream(answer.body)) {
    if (message.event === 'finding') yield JSON.parse(message.data) as Finding;
  }
}

type TableProps = { plan: CheckUpPlan; findings: readonly Finding[]; isRunning: boolean };

function Table({ plan, findings, isRunning }: TableProps) {
  const next = isRunning ? plan.checks[findings.length] : undefined;
  return (
    <>
      <ol className={styles.findings} aria-label="Findings">
        {findings.map((finding) => (
          <Row key={finding.id} finding={finding} />
        ))}
        {next && (
          <li>
            <Spinner label="Checking" />
            <div>
              <p>{next.title}</p>
            </div>
          </li>
        )}
      </ol>
      <p role="status" className={styles.note}>
        {isRunning ? 'Checking…' : summaryWords(findings)}
      </p>
    </>
  );
}

const ICONS = { ok: CircleCheck, failed: CircleX, skipped: CircleDashed };
const WORDS = { ok: 'ok', failed: 'failed', skipped: 'skipped' };

function Row({ finding }: { finding: Finding }) {
  const Icon = ICONS[finding.state];
  return (
    <li data-state={finding.state}>
      <Icon />
      <div>
        <p className={styles.title}>
          <span>{finding.title}</span>
          <span className={styles.time}>
            {WORDS[finding.state]} · {finding.seconds.toFixed(1)} s
          </span>
        </p>
        <p className={styles.note}>{finding.message}</p>
        {finding.remedy && <p className={styles.note}>{withVariables(finding.remedy)}</p>}
      </div>
    </li>
  );
}

function summaryWords(findings: readonly Finding[]): string {
  const failed = findings.filter((one) => one.state === 'failed').length;
  const skipped = findings.filter((one) => one.state === 'skipped').length;
  const parts = [failed > 0 ? `${failed} failed` : 'All is well'];
  if (skipped > 0) parts.push(`${skipped} skipped`);
  return `${parts.join(', ')}.`;
}
