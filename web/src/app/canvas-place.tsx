/** The canvas with what other features put into it. */
import { CANVAS_SLOTS } from '@/app/canvas-slots';
import { CanvasPage } from '@/features/canvas/canvas-page';
import { CanvasSlotsContext } from '@/sync/slots';

export function CanvasPlace({ id }: { id: string }) {
  return (
    <CanvasSlotsContext value={CANVAS_SLOTS}>
      <CanvasPage id={id} />
    </CanvasSlotsContext>
  );
}
