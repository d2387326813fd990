/** The panel of what is selected: one node with everything about it, or several in short. */
import type { ReactNode } from 'react';
import type { InspectorProps } from '@/sync/slots';
import { useNodeIds } from '@/sync/use-session';
import { NodePanel } from './node-panel';
import { SelectionPanel } from './selection-panel';

export function Inspector({ selection, onClose }: InspectorProps): ReactNode {
  const there = new Set(useNodeIds());
  const ids = selection.filter((id) => there.has(id));
  const [first] = ids;
  if (first === undefined) return null;
  if (ids.length > 1) return <SelectionPanel ids={ids} onClose={onClose} />;
  return <NodePanel key={first} id={first} onClose={onClose} />;
}
