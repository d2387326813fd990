/** Where a file came from, beside it: model, words, seed, inputs, cost, time. */
import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Asset } from '@/api/types';
import { useSession } from '@/sync/use-session';
import { Button } from '@/ui/button';
import { Thumbnail } from '@/ui/thumbnail';
import { recipeLines } from './recipe-lines';
import styles from './recipe-panel.module.css';
import { copyText } from './result-actions';
import type { MediaTake } from './takes';

type Props = { asset: Asset | null; take: MediaTake | null };

export function RecipePanel({ asset, take }: Props): ReactNode {
  const session = useSession();
  const recipe = asset?.recipe ?? null;
  return (
    <aside className={styles.panel} aria-label="Recipe">
      {recipe ? null : <p className={styles.note}>This file was put in by somebody.</p>}
      {recipe?.note ? <p className={styles.note}>{recipe.note}</p> : null}
      {recipe?.prompt ? <p className={styles.prompt}>{recipe.prompt}</p> : null}
      <dl className={styles.lines}>
        {recipeLines(session, take?.step ?? null, asset).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {recipe && recipe.inputs.length > 0 ? (
        <ul className={styles.inputs} aria-label="What went in">
          {[...new Set(recipe.inputs)].map((id, at) => (
            <li key={id}>
              <Thumbnail
                src={session.api.thumbnailUrl(id, 64)}
                alt={`Input ${at + 1}`}
                width={56}
                ratio={1}
              />
            </li>
          ))}
        </ul>
      ) : null}
      {recipe ? (
        <Button
          size="small"
          icon={<Copy />}
          onClick={() => void copyText(JSON.stringify(recipe, null, 2), 'Recipe copied')}
        >
          Copy
        </Button>
      ) : null}
    </aside>
  );
}
