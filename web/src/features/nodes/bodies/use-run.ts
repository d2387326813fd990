/** Running one node: what pressing Run would do, what it costs, and doing it. */
import { useMemo } from 'react';
import { priceOf } from '@/core/models';
import type { NodeSpec } from '@/core/spec';
import type { Json } from '@/core/values';
import { newestResult } from '@/sync/run-store';
import { useCurrentStep, useEdges, usePlan, useRuns, useSession } from '@/sync/use-session';
import { type Field, mainText, readValues } from '../form/fields';
import { isActive } from '../results/use-results';
import { currentValue, useNodeForm } from '../use-node-form';
import { type RunPrice, runPrice } from './run-price';

export type NodeRun = RunPrice & {
  readonly isRunning: boolean;
  /** Run it; another result if this one is known. */
  readonly run: () => void;
  readonly stop: () => void;
};

export function useRun(id: string, kind: NodeSpec): NodeRun {
  const session = useSession();
  const step = useCurrentStep(id);
  const plan = usePlan();
  const edges = useEdges();
  const form = useNodeForm(id, kind);
  const hasResult = useRuns((state) => newestResult(state, id) !== null);
  const price = useMemo(() => {
    const { card, fields, parameters } = form;
    const count = currentValue(form, 'count');
    const values = readValues(fields, parameters);
    const made = typeof count === 'number' ? count : 1;
    const again = card ? priceOf(card, values, made, lengthOf(mainText(fields), values)) : null;
    return runPrice(plan, edges, id, card?.price === null ? null : again, hasResult);
  }, [form, plan, edges, id, hasResult]);
  const isRunning = isActive(step) || step?.state === 'asking';
  return {
    ...price,
    isRunning,
    run: () => void session.run('node', [id], price.isKnown ? [id] : []),
    stop: () => {
      if (step) void session.cancel(step.run);
    },
  };
}

/** Letters of the node's own words; connected ones are counted by the server's plan. */
function lengthOf(field: Field | undefined, values: Readonly<Record<string, Json>>): number {
  const words = field && values[field.name];
  return typeof words === 'string' ? [...words].length : 0;
}
