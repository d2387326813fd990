/** Whether a node takes the lists that arrive at once, or runs once for each of their items. */
import { type ReactNode, useMemo } from 'react';
import { EACH, listInputs, type Pairing, readEach, withInput, writeEach } from '@/core/each';
import type { NodeSpec } from '@/core/spec';
import { useEdges, useNodeParameters, useSession } from '@/sync/use-session';
import { Segmented } from '@/ui/segmented';
import styles from './each-section.module.css';
import { Section } from './panel';

const PAIRINGS = [
  { value: 'zip', label: 'In pairs' },
  { value: 'cross', label: 'Each with each' },
] as const satisfies readonly { value: Pairing; label: string }[];

export function EachSection({ id, kind }: { id: string; kind: NodeSpec }): ReactNode {
  const { document, kinds } = useSession();
  const parameters = useNodeParameters(id) ?? {};
  const edges = useEdges();
  const inputs = useMemo(() => {
    const wires = edges.filter((edge) => edge.target === id);
    return listInputs(kind, wires, kinds, (node) => document.node(node));
  }, [edges, id, kind, kinds, document]);
  const each = readEach(kind, parameters);
  const shown = kind.inputs.filter(
    (input) => inputs.includes(input) || each.inputs.includes(input.name),
  );
  if (shown.length === 0) return null;
  const set = (next: typeof each): void => document.setParameters(id, { [EACH]: writeEach(next) });
  return (
    <Section title="Lists">
      {shown.map((input) => (
        <div key={input.name} className={styles.row}>
          <span className={styles.title}>{input.title}</span>
          <Segmented
            label={`What to do with several at ${input.title}`}
            value={each.inputs.includes(input.name) ? 'each' : 'all'}
            onChange={(value) => set(withInput(each, input.name, value === 'each'))}
            segments={[
              { value: 'all', label: 'All at once' },
              { value: 'each', label: 'One run each' },
            ]}
          />
        </div>
      ))}
      {each.inputs.length > 1 ? (
        <div className={styles.row}>
          <span className={styles.title}>Combine</span>
          <Segmented
            label="How the lists are combined"
            value={each.pairing}
            onChange={(pairing) => set({ ...each, pairing })}
            segments={PAIRINGS}
          />
        </div>
      ) : null}
    </Section>
  );
}
