/** The body of a node whose kind has none of its own: its result, or its text. */
import { type ReactNode, Suspense } from 'react';
import { api } from '@/api/koda-api';
import { isEndpointKind } from '@/core/endpoints';
import { sharedTextOf } from '@/core/new-node';
import { lazy } from '@/lib/lazy';
import type { NodeBodyProps } from '@/sync/slots';
import { useNode, useSession, useShownStep } from '@/sync/use-session';
import styles from './plain-body.module.css';
import { shownAsset } from './scene-feed';

const MissingEndpoint = lazy(() =>
  import('./endpoints/missing-endpoint').then((one) => ({ default: one.MissingEndpoint })),
);

export function PlainBody({ id, kind }: NodeBodyProps): ReactNode {
  const { document } = useSession();
  const node = useNode(id);
  const step = useShownStep(id);
  if (!node) return null;
  const asset = shownAsset(node, kind, step);
  if (asset) {
    const alt = `Result of ${node.name || kind.title}`;
    return <img className={styles.image} src={api.thumbnailUrl(asset, 512)} alt={alt} />;
  }
  const text = sharedTextOf(kind);
  if (!text) return <p className={styles.hint}>{kind.description}</p>;
  return (
    <textarea
      className={`${styles.text} nodrag nowheel nopan`}
      value={String(node.parameters[text] ?? '')}
      placeholder={kind.parameters.properties?.[text]?.title ?? 'Text'}
      aria-label={kind.parameters.properties?.[text]?.title ?? 'Text'}
      onChange={(event) => document.setText(id, text, event.currentTarget.value)}
    />
  );
}

export function UnknownBody({ kind }: { kind: string }): ReactNode {
  if (isEndpointKind(kind)) {
    return (
      <Suspense fallback={null}>
        <MissingEndpoint kind={kind} />
      </Suspense>
    );
  }
  return (
    <p className={styles.hint}>
      This Koda has no “{kind}”. The node is kept as it is; install its package to use it.
    </p>
  );
}
