/** Canvases to start from. */
import { useEffect, useState } from 'react';
import { api } from '@/api/koda-api';
import { ApiProblem } from '@/api/problem';
import type { TemplateCard } from '@/api/types';
import { Skeleton } from '@/ui/skeleton';
import { TemplateSketch } from './template-sketch';
import styles from './templates.module.css';
import { useStart } from './use-start';
import { nodeCountWords } from './words';

type Props = { isAway: boolean };

export function Templates({ isAway }: Props) {
  const templates = useTemplates(isAway);
  const { start, isStarting } = useStart();
  if (templates ? templates.length === 0 : isAway) return null;
  return (
    <section className={styles.section} aria-labelledby="home-templates">
      <h2 id="home-templates">Start from a template</h2>
      <ul className={styles.row}>
        {templates === null
          ? ['a', 'b', 'c'].map((key) => (
              <li key={key}>
                <Skeleton height={212} radius="var(--radius-node)" />
              </li>
            ))
          : templates.map((template) => (
              <li key={template.id}>
                <button
                  type="button"
                  className={styles.card}
                  disabled={isStarting}
                  onClick={() => start({ template: template.id })}
                >
                  <span className={styles.picture}>
                    <TemplateSketch template={template} />
                  </span>
                  <span className={styles.words}>
                    <span className={styles.name}>{template.name}</span>
                    <span className={styles.more}>
                      {template.description} {nodeCountWords(template.nodeCount)}.
                    </span>
                  </span>
                </button>
              </li>
            ))}
      </ul>
    </section>
  );
}

/** None until they are here; asked for again when the server is back. */
function useTemplates(isAway: boolean): readonly TemplateCard[] | null {
  const [templates, setTemplates] = useState<readonly TemplateCard[] | null>(null);
  const isKnown = templates !== null;
  useEffect(() => {
    if (isKnown || isAway) return;
    let isGone = false;
    api.listTemplates().then(
      (found) => {
        if (!isGone) setTemplates(found);
      },
      (error: unknown) => {
        // The list of canvases says already that the server is away.
        if (!(error instanceof ApiProblem)) throw error;
      },
    );
    return () => {
      isGone = true;
    };
  }, [isAway, isKnown]);
  return templates;
}
