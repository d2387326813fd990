/** The bodies of agent nodes, each loaded when one is on screen. */
import { type ComponentType, type ReactNode, Suspense } from 'react';
import { lazy } from '@/lib/lazy';
import type { NodeBodyProps } from '@/sync/slots';

type Body = ComponentType<NodeBodyProps>;

function lazyBody(load: () => Promise<Body>): Body {
  const Content = lazy(async () => ({ default: await load() }));
  return (props): ReactNode => (
    <Suspense fallback={null}>
      <Content {...props} />
    </Suspense>
  );
}

export const AnimationBody = lazyBody(
  async () => (await import('./animation/animation-body')).AnimationBody,
);

export const ProductShotBody = lazyBody(
  async () => (await import('./product-shot/product-shot-body')).ProductShotBody,
);

export const StoryboardBody = lazyBody(
  async () => (await import('./storyboard/storyboard-body')).StoryboardBody,
);

export const MotionBody = lazyBody(async () => (await import('./motion/motion-body')).MotionBody);
