/** The button that improves a prompt, fetched with the first composer that has one. */
import { type ReactNode, Suspense } from 'react';
import type { NodeSpec } from '@/core/spec';
import { lazy } from '@/lib/lazy';
import type { Field } from '../form/fields';

const Loaded = lazy(async () => ({ default: (await import('./improve-button')).ImproveButton }));

export function ImproveButton(props: { id: string; kind: NodeSpec; field: Field }): ReactNode {
  return (
    <Suspense fallback={null}>
      <Loaded {...props} />
    </Suspense>
  );
}
