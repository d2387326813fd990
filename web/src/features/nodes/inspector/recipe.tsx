/** Where the shown result came from: model, words, seed, inputs, cost, time; to be copied or set again. */
import { Copy, RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Recipe as RecipeOfAsset } from '@/api/types';
import type { NodeSpec } from '@/core/spec';
import type { Json } from '@/core/values';
import type { CanvasSession } from '@/sync/session';
import { useSession } from '@/sync/use-session';
import { Button } from '@/ui/button';
import { Thumbnail } from '@/ui/thumbnail';
import { toast } from '@/ui/toasts';
import { useAsset } from '../assets/use-asset';
import { recipeLines } from '../results/recipe-lines';
import { copyText } from '../results/result-actions';
import { isMediaTake } from '../results/takes';
import { useResults } from '../results/use-results';
import { modelParameter } from '../use-node-form';
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
        {recipeLines(session, take.step, asset).map(([name, value]) => (
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
            data-for="edit"
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
