/** The library of a canvas, loaded when it is first opened. */
import { type ReactNode, Suspense } from 'react';
import { lazy } from '@/lib/lazy';
import type { AssetsPanelProps } from '@/sync/slots';
import styles from './assets-panel.module.css';

const Loaded = lazy(async () => {
  const { AssetsPanel } = await import('./assets-panel');
  return { default: AssetsPanel };
});

export function LazyAssetsPanel(props: AssetsPanelProps): ReactNode {
  return (
    <Suspense fallback={<div className={styles.panel} aria-busy="true" />}>
      <Loaded {...props} />
    </Suspense>
  );
}
