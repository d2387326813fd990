/** Two drawings for the bench, in the form in which lucide keeps its icons. */

import type { IconShape } from '@/features/canvas/scene/theme';

export const ICONS: Readonly<Record<string, readonly IconShape[]>> = {
  image: [
    ['rect', { x: '3', y: '3', width: '18', height: '18', rx: '2' }],
    ['circle', { cx: '9', cy: '9', r: '2' }],
    ['path', { d: 'M21 15l-4-4L6 21' }],
  ],
  type: [['path', { d: 'M5 7V5h14v2M12 5v14M9 19h6' }]],
};
