/** Where the shown result came from: model, words, seed, inputs, cost, time; to be copied or set again. */
import { Copy, RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Asset, Recipe as RecipeOfAsset, Step } from '@/api/types';
import { formatMoney } from '@/core/money';
import type { NodeSpec } from '@/core/spec';
import type { Json } from '@/core/values';
import { formatDuration } from '@/lib/time';
import type { CanvasSession } from '@/sync/session';
import { useSession } from '@/sync/use-session';
import { Button } from '@/ui/button';
import { Thumbnail } from '@/ui/thumbnail';
import { toast } from '@/ui/toasts';
import { useAsset } from '../assets/use-asset';
import { copyText } from '../results/result-actions';
import { isMediaTake } from '../results/takes';
import { useResults } from '../results/use-results';
import { modelParameter } from '../use-node-form';
import { formatSize } from '../words';
import { Section } from './panel';
import styles from './recipe.module.css';
import { restored } from './restore';

type Props = { id: string; kind: NodeSpec };

export function Recipe({ id, kind }: Props): ReactNode {
  const session = useSession();
  const { shown } = useResults(id, kind);
  const take = shown[0];
  const { asset, problem } = useAsset(take && isMediaTake(take) ? take.value.asset : null);
  if (!take) return null;
  const recipe = asset?.recipe ?? null;
  return (
    <Section title="Recipe">
      {recipe?.note ? <p className={styles.note}>{recipe.note}</p> : null}
      {recipe?.prompt ? <p className={styles.prompt}>{recipe.prompt}</p> : null}
      <dl className={styles.lines}>
        {linesOf(session, take.step, asset, recipe).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {recipe && recipe.inputs.length > 0 ? <Inputs ids={recipe.inputs} /> : null}
      {problem ? <p className={styles.note}>{problem.message}</p> : null}
      {recipe ? (
        <div className={styles.actions}>
          <Button
            size="small"
            icon={<RotateCcw />}
            onClick={() => restore(session, id, kind, recipe)}
          >
            Restore these settings
          </Button>
          <Button
            size="small"
            variant="quiet"
            icon={<Copy />}
            onClick={() => void copyText(JSON.stringify(recipe, null, 2), 'Recipe copied')}
          >
            Copy
          </Button>
        </div>
      ) : null}
    </Section>
  );
}

function linesOf(
  session: CanvasSession,
  step: Step,
  asset: Asset | null,
  recipe: RecipeOfAsset | null,
): [string, string][] {
  const model = recipe?.model ?? step.model;
  const title = session.models.find((one) => one.id === model)?.title ?? model;
  const seed = recipe?.seed ?? step.seed;
  const seconds = recipe?.seconds ?? secondsOf(step);
  const pixels = asset?.width && asset.height ? `${asset.width} × ${asset.height}` : '';
  const lines: [string, string][] = [
    ['Model', title ?? ''],
    ['Seed', seed === null ? '' : String(seed)],
    ['Size', [pixels, asset ? formatSize(asset.size) : ''].filter(Boolean).join(' · ')],
    ['Cost', step.cached ? 'Nothing, it was used again' : formatMoney(recipe?.cost ?? step.cost)],
    ['Time', seconds === null ? '' : formatDuration(seconds * 1000)],
  ];
  return lines.filter(([, value]) => value !== '');
}

function secondsOf(step: Step): number | null {
  if (step.cached || step.started_at === null || step.ended_at === null) return null;
  return (step.ended_at - step.started_at) / 1000;
}

function Inputs({ ids }: { ids: readonly string[] }): ReactNode {
  const { api } = useSession();
  return (
    <ul className={styles.inputs} aria-label="References that were used">
      {[...new Set(ids)].map((id, at) => (
        <li key={id}>
          <Thumbnail
            src={`${api.assetUrl(id)}/thumbnail`}
            alt={`Reference ${at + 1}`}
            width={40}
            ratio={1}
          />
        </li>
      ))}
    </ul>
  );
}

/** One step to undo; wires stay as they are. */
function restore(session: CanvasSession, id: string, kind: NodeSpec, recipe: RecipeOfAsset): void {
  const { document } = session;
  const before = document.node(id)?.parameters;
  if (!before) return;
  const after = restored(kind, before, recipe, modelParameter(kind));
  document.setParameters(id, after);
  toast('Settings restored', {
    action: { title: 'Undo', onSelect: () => document.setParameters(id, undoOf(before, after)) },
  });
}

function undoOf(
  before: Readonly<Record<string, Json>>,
  after: Readonly<Record<string, Json | undefined>>,
): Record<string, Json | undefined> {
  return Object.fromEntries(Object.keys(after).map((name) => [name, before[name]]));
}
