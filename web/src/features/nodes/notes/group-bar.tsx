/** The bar under a selected group: its colours. */
import type { ReactNode } from 'react';
import type { NodeSpec } from '@/core/spec';
import { GROUP_COLORS } from '../colors';
import { Swatches } from '../form/color-control';
import { Bar } from './bar';
import { useLook } from './use-look';

export function GroupBar({ id, kind }: { id: string; kind: NodeSpec }): ReactNode {
  const look = useLook(id, kind);
  return (
    <Bar label="Look of the group">
      <Swatches
        label="Color of the group"
        swatches={GROUP_COLORS.map(({ title, color }) => ({ value: color, title, shown: color }))}
        value={look.text('color')}
        onChange={(value) => look.set('color', value)}
      />
    </Bar>
  );
}
