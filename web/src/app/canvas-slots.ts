/** Fills the canvas's open places from the other features, which do not know each other. */
import type { CanvasSlots } from '@/sync/slots';

export const CANVAS_SLOTS: CanvasSlots = { bodies: {} };
