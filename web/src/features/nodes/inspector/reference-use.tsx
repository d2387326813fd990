/** What a reference is for, beside it. */
import type { ReactNode } from 'react';
import { useEdges, useSession } from '@/sync/use-session';
import { Select } from '@/ui/select';
import { USES } from './uses';

/** A list cannot hold an empty value. */
const PLAIN = 'plain';
const OPTIONS = [
  { value: PLAIN, label: 'Reference' },
  ...USES.map(({ use, title }) => ({ value: use, label: title })),
];

export function ReferenceUse({ edgeId, name }: { edgeId: string; name: string }): ReactNode {
  const { document } = useSession();
  const edge = useEdges().find((one) => one.id === edgeId);
  const use = edge?.use || PLAIN;
  const known = OPTIONS.some(({ value }) => value === use);
  return (
    <Select
      size="small"
      label={`${name} is for`}
      value={known ? use : PLAIN}
      options={OPTIONS}
      onChange={(next) => document.setUse(edgeId, next === PLAIN ? '' : next)}
    />
  );
}
