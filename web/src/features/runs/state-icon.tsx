/** A state as an icon; its words stand beside it or are its label. */
import {
  Ban,
  Check,
  CircleAlert,
  Clock3,
  MessageCircleQuestion,
  Repeat2,
  SkipForward,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { Run, Step } from '@/api/types';
import { Spinner } from '@/ui/spinner';
import styles from './state-icon.module.css';

type State = Run['state'] | Step['state'] | 'cached';

const NAMES: Readonly<Record<State, string>> = {
  blocked: 'Waiting',
  ready: 'Next',
  running: 'Running',
  waiting: 'Running',
  asking: 'Asks',
  done: 'Done',
  cached: 'Used again',
  failed: 'Failed',
  cancelled: 'Stopped',
  skipped: 'Not run',
};

function drawing(state: State): ReactNode {
  const label = { role: 'img', 'aria-label': NAMES[state] };
  switch (state) {
    case 'running':
    case 'waiting':
      return <Spinner label={NAMES[state]} />;
    case 'done':
      return <Check {...label} />;
    case 'cached':
      return <Repeat2 {...label} />;
    case 'failed':
      return <CircleAlert {...label} />;
    case 'cancelled':
      return <Ban {...label} />;
    case 'skipped':
      return <SkipForward {...label} />;
    case 'asking':
      return <MessageCircleQuestion {...label} />;
    default:
      return <Clock3 {...label} />;
  }
}

export function StateIcon({ state }: { state: State }): ReactNode {
  return (
    <span className={styles.icon} data-state={state}>
      {drawing(state)}
    </span>
  );
}
