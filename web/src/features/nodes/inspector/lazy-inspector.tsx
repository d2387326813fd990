/** The inspector, loaded when the canvas is idle: the first picture does not wait for a form. */
import { lazy, type ReactNode, Suspense } from 'react';
import type { InspectorProps } from '@/sync/slots';
import { whenIdle } from '../when-idle';
import styles from './panel.module.css';

const load = () => import('./inspector').then((module) => ({ default: module.Inspector }));
const Loaded = lazy(load);
whenIdle(load);

export function LazyInspector(props: InspectorProps): ReactNode {
  return (
    <Suspense fallback={<div className={styles.panel} />}>
      <Loaded {...props} />
    </Suspense>
  );
}
