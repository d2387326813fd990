/** Saves the canvas as a JSON file. */
import { ApiProblem } from '@/api/problem';
import type { CanvasSession } from '@/sync/session';

export async function downloadCanvas(session: CanvasSession): Promise<void> {
  try {
    const { canvas } = await session.api.exportCanvas(session.id);
    const file = new Blob([JSON.stringify(canvas, null, 2)], { type: 'application/json' });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = `${session.document.name.replace(/[^\p{L}\p{N} _-]/gu, '').trim() || 'canvas'}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    session.notify(error.message, error.remedy);
  }
}
