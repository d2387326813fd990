/** Which endpoint of fal.ai a node is, and a way to ask again what it takes. */
import { type ReactNode, useState } from 'react';
import { ApiProblem } from '@/api/problem';
import { endpointOf } from '@/core/endpoints';
import type { NodeSpec } from '@/core/spec';
import { useSession } from '@/sync/use-session';
import { Button } from '@/ui/button';
import styles from './node-panel.module.css';
import { Section } from './panel';

export function EndpointSection({ kind }: { kind: NodeSpec }): ReactNode {
  const session = useSession();
  const [isBusy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const endpoint = endpointOf(kind.kind);
  const update = async (): Promise<void> => {
    setBusy(true);
    try {
      const fresh = await session.api.refreshEndpoint(endpoint);
      session.learn([fresh]);
      setSaid(
        fresh.version === kind.version ? 'Nothing has changed.' : 'It takes other things now.',
      );
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      setSaid(`${error.message} What is kept here still works.`);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Section title="Endpoint">
      <div className={styles.endpoint}>
        <a href={`https://fal.ai/models/${endpoint}`} target="_blank" rel="noreferrer">
          {endpoint}
        </a>
        <Button size="small" data-for="own" busy={isBusy} onClick={update}>
          Update
        </Button>
      </div>
      {said ? (
        <p role="status" className={styles.quiet}>
          {said}
        </p>
      ) : null}
    </Section>
  );
}
