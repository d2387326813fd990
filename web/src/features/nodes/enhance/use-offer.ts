/** What improving would cost, asked for when the panel opens. */
import { useEffect, useState } from 'react';
import { ApiProblem } from '@/api/problem';
import type { Preview } from '@/api/types';
import { formatPrice } from '@/core/money';
import type { Act } from '../agents/use-act';

export type Offer = {
  /** Empty when it costs nothing. */
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
    plan(parameters)
      .then((preview) => isOn && setOffer(offerOf(preview)))
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

export function offerOf({ price, unpriced, problems }: Preview): Offer {
  const costs = price > 0 || unpriced > 0;
  const isHeld = problems.some((one) => one.severity === 'error');
  return { price: costs ? formatPrice(price, unpriced) : '', isFree: !costs && !isHeld };
}
