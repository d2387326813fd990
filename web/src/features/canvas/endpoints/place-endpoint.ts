/** Adds an endpoint of fal.ai that was picked, and places its node where it was asked for. */
import { ApiProblem } from '@/api/problem';
import { endpointOf } from '@/core/endpoints';
import type { CanvasActions } from '../actions';
import type { Point, PortEnd } from '../canvas-state';

/** Tells whether it is placed; what stood in the way is told to the person. */
export async function placeEndpoint(
  actions: CanvasActions,
  kind: string,
  at: Point,
  from: PortEnd | null,
): Promise<boolean> {
  const { session } = actions;
  try {
    const spec = await session.api.addEndpoint(endpointOf(kind));
    session.learn([spec]);
    if (!from) {
      actions.add(spec, at);
    } else if (!actions.addWired(spec, at, from)) {
      actions.add(spec, at);
      session.notify(`Nothing of ${spec.title} fits that end.`, 'It was added without a wire.');
    }
    return true;
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    session.notify(error.message, error.remedy);
    return false;
  }
}
