/** The editors over the whole window, loaded when one is opened. */
import { lazy } from '@/lib/lazy';

export const MaskEditor = lazy(() =>
  import('./mask-editor').then((module) => ({ default: module.MaskEditor })),
);

export const CropEditor = lazy(() =>
  import('../crops/crop-editor').then((module) => ({ default: module.CropEditor })),
);
