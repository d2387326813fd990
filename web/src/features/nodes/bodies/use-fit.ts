/** A card whose ratio is left to the model takes the ratio of what comes. */
import { useEffect, useRef } from 'react';
import { ApiProblem } from '@/api/problem';
import type { Step } from '@/api/types';
import type { NodeSpec } from '@/core/spec';
import { useSession } from '@/sync/use-session';
import { loadAsset } from '../assets/use-asset';
import { parseRatio, sizeForRatio } from '../form/card-size';
import { isSeen } from '../results/takes';
import { isActive, type Results } from '../results/use-results';
import { currentValue, useNodeForm } from '../use-node-form';

/** Sides are whole pixels: ratios that differ by less are the same. */
const SAME = 0.03;

/** Only for results that come while somebody looks: opening a canvas changes nothing in it. */
export function useFit(id: string, kind: NodeSpec, step: Step | null, results: Results): void {
  const session = useSession();
  const form = useNodeForm(id, kind);
  const ratio = currentValue(form, 'ratio');
  const isFree = ratio !== undefined && parseRatio(ratio) === null;
  const expected = useRef<string | null>(null);
  const newest = results.takes[0];
  if (isActive(step)) expected.current = step?.id ?? null;
  useEffect(() => {
    if (!isFree || !newest || newest.step.id !== expected.current || !isSeen(newest)) return;
    expected.current = null;
    loadAsset(session.api, newest.value.asset).then(
      ({ width, height }) => {
        const node = session.document.node(id);
        if (!node || !width || !height) return;
        const now = { width: node.width ?? kind.width, height: node.height ?? kind.height };
        const from = now.width / now.height;
        if (Math.abs(Math.log(width / height / from)) < SAME) return;
        session.document.fit(id, sizeForRatio(kind, now, from, width / height));
      },
      (error: unknown) => {
        // Without its record the picture is shown whole, on plain ground.
        if (!(error instanceof ApiProblem)) throw error;
      },
    );
  }, [session, id, kind, isFree, newest]);
}
