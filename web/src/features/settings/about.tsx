/** The version, where the keys are listed, and the way out. */
import { useState } from 'react';
import { api } from '@/api/koda-api';
import { ApiProblem } from '@/api/problem';
import { Button } from '@/ui/button';
import { Kbd } from '@/ui/kbd';
import { toast } from '@/ui/toasts';
import styles from './about.module.css';
import { Facts } from './facts';
import { NotLoaded } from './not-loaded';
import { useLoaded } from './use-loaded';

const loadHealth = () => api.getHealth();

export function About() {
  const loaded = useLoaded(loadHealth);
  const [isLeaving, setIsLeaving] = useState(false);
  const leave = async (): Promise<void> => {
    setIsLeaving(true);
    try {
      await api.signOut();
      await api.getConfig();
      // It still answers: there is no door to close.
      toast('This Koda asks nobody to sign in', {
        words: 'It was started with KODA_AUTH=none.',
      });
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      // Not known any more: the page that asks who is there stands here now.
      if (error.status !== 401) toast(error.message, { tone: 'error', words: error.remedy });
    } finally {
      setIsLeaving(false);
    }
  };
  return (
    <>
      {loaded.value ? (
        <Facts
          facts={[
            ['Version', loaded.value.version],
            [
              'Keys',
              <>
                Press <Kbd keys="?" /> on home or on a canvas to see them.
              </>,
            ],
          ]}
        />
      ) : (
        <NotLoaded loaded={loaded} height={48} />
      )}
      <div className={styles.leave}>
        <Button busy={isLeaving} onClick={() => void leave()}>
          Sign out
        </Button>
        <p>Only in this browser. Runs go on.</p>
      </div>
    </>
  );
}
