/** The body of a node whose endpoint of fal.ai is not added here: says so, and adds it. */
import { type ReactNode, useEffect, useState } from 'react';
import { ApiProblem } from '@/api/problem';
import { endpointOf } from '@/core/endpoints';
import { useSession } from '@/sync/use-session';
import { Button } from '@/ui/button';
import styles from './endpoints.module.css';

type Asking = 'looking' | 'missing' | 'adding';

export function MissingEndpoint({ kind }: { kind: string }): ReactNode {
  const session = useSession();
  const [asking, setAsking] = useState<Asking>('looking');
  const [problem, setProblem] = useState('');
  useEffect(() => {
    // Another tab may have added it: this one asks once, and the card changes when it is there.
    session.lookFor(kind).then(
      () => setAsking('missing'),
      () => setAsking('missing'),
    );
  }, [session, kind]);
  const add = async (): Promise<void> => {
    setAsking('adding');
    setProblem('');
    try {
      session.learn([await session.api.addEndpoint(endpointOf(kind))]);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      setAsking('missing');
      setProblem(`${error.message} ${error.remedy}`.trim());
    }
  };
  if (asking === 'looking') return null;
  return (
    <div className={styles.missing}>
      <p>
        <code>{endpointOf(kind)}</code> is an endpoint of fal.ai that is not added here. The node is
        kept as it is.
      </p>
      {problem ? (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      ) : null}
      <Button className="nodrag" size="small" busy={asking === 'adding'} onClick={add}>
        Add it
      </Button>
    </div>
  );
}
