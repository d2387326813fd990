/** The inspector, loaded when the canvas is idle: the first picture does not wait for a form. */
import { type ReactNode, Suspense } from 'react';
import { lazy } from '@/lib/lazy';
import { whenIdle } from '@/lib/when-idle';
import type { InspectorProps } from '@/sync/slots';
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
