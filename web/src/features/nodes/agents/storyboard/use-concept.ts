/** A concept that a model proposes for a storyboard, from what its form says. */
import { useState } from 'react';
import { ApiProblem } from '@/api/problem';
import { formatPrice } from '@/core/money';
import type { Json } from '@/core/values';
import type { CanvasSession } from '@/sync/session';
import { useSession } from '@/sync/use-session';
import { type Act, useAct } from '../use-act';
import { picturesOf, REFERENCE } from './use-pictures';

export type Concept = {
  readonly act: Act;
  /** As far as it is written. */
  readonly text: string;
  /** What asking costs, in words; empty until somebody is about to. */
  readonly price: string;
  readonly look: () => void;
  readonly ask: () => void;
  readonly take: () => void;
};

export function useConcept(id: string): Concept {
  const session = useSession();
  const act = useAct('storyboard', `${id}.concept`);
  const [price, setPrice] = useState('');
  const summary = act.step?.outputs.summary;
  const text = summary?.type === 'text' ? summary.text : act.transcript.writings.at(-1)?.text;
  return {
    act,
    text: text ?? '',
    price,
    look: () => {
      act.plan(conceptParameters(session, id)).then(
        (plan) => setPrice(formatPrice(plan.price, plan.unpriced)),
        (error: unknown) => {
          if (!(error instanceof ApiProblem)) throw error;
          setPrice('');
        },
      );
    },
    // Asked again, another one is wanted.
    ask: () => act.start(conceptParameters(session, id), act.phase !== 'idle'),
    take: () => {
      session.document.setText(id, 'concept', (text ?? '').trim());
      act.forget();
    },
  };
}

const READ = ['product', 'character', 'concept', 'style', 'video_family', 'aspect_ratio'];
const MOST = 8;

/** The form, and the pictures that have arrived. */
function conceptParameters(session: CanvasSession, id: string): Record<string, Json> {
  const parameters = session.document.node(id)?.parameters ?? {};
  const said = READ.flatMap((name) => {
    const value = parameters[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const pictures = picturesOf(session, id);
  const assets = [...new Set(pictures.flatMap((one) => one.assets))].slice(0, MOST);
  return { ...Object.fromEntries(said), [REFERENCE]: assets, making: 'concept' };
}
