/** What improving would cost, asked for when the panel opens. */
import { useEffect, useState } from 'react';
import { ApiProblem } from '@/api/problem';
import type { Preview } from '@/api/types';
import { formatPrice } from '@/core/money';
import type { Act } from '../agents/use-act';

export type Offer = {
  /** Of an answer that is not known yet; empty when it costs nothing. */
  readonly price: string;
  /** Nothing stands in its way, and it costs nothing: there is nothing to ask first. */
  readonly isFree: boolean;
};

/** None until it is known; what stands in the way is said when it is started. */
export function useOffer(plan: Act['plan'], parameters: Parameters<Act['plan']>[0]): Offer | null {
  const [offer, setOffer] = useState<Offer | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is asked once, for what stood there
  useEffect(() => {
    let isOn = true;
    Promise.all([plan(parameters), plan(parameters, true)])
      .then(([known, fresh]) => isOn && setOffer(offerOf(known, fresh)))
      .catch((error: unknown) => {
        if (!(error instanceof ApiProblem)) throw error;
        if (isOn) setOffer({ price: '', isFree: false });
      });
    return () => {
      isOn = false;
    };
  }, []);
  return offer;
}

/** Read from what it would cost as it is, and what another answer would. */
export function offerOf(known: Preview, fresh: Preview): Offer {
  const isHeld = known.problems.some((one) => one.severity === 'error');
  return {
    price: costs(fresh) ? formatPrice(fresh.price, fresh.unpriced) : '',
    isFree: !costs(known) && !isHeld,
  };
}

const costs = ({ price, unpriced }: Preview): boolean => price > 0 || unpriced > 0;
