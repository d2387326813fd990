/** Fetches what is likely to be needed next, once nobody waits for anything. */
import { patiently } from '@/lib/patiently';
import { fetchLayers } from '@/ui/layers';

const QUIET_MS = 1500;

/** After the first page has been drawn: what floats, and the canvas. */
export function fetchAhead(): void {
  setTimeout(() => {
    fetchLayers();
    // A failure shows itself when the canvas is opened.
    patiently(() => import('@/app/canvas-place')).catch(() => {});
  }, QUIET_MS);
}
