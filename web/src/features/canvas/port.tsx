/** One end of a node: a dot on the card's rim that wires are drawn from and to. */
import { Handle, Position, useConnection } from '@xyflow/react';
import { type CSSProperties, memo, type ReactNode } from 'react';
import { titles, typesFit } from '@/core/connect';
import type { ValueType } from '@/core/values';
import styles from './port.module.css';

export type PortProps = {
  readonly node: string;
  readonly side: 'input' | 'output';
  readonly name: string;
  readonly title: string;
  readonly types: readonly ValueType[];
  readonly isList: boolean;
  readonly isRequired?: boolean;
  /** Pixels below the card's upper edge. */
  readonly top: number;
};

/** What a wire is being drawn from: `side|node|types`, empty while none is. */
function readConnection(connection: {
  inProgress: boolean;
  fromHandle?: { type: string; nodeId: string; id?: string | null } | null;
}): string {
  if (!connection.inProgress || !connection.fromHandle) return '';
  const { type, nodeId, id } = connection.fromHandle;
  return `${type}|${nodeId}|${id ?? ''}`;
}

export const Port = memo(function Port(props: PortProps): ReactNode {
  const { side, name, title, types, isList, top } = props;
  const from = useConnection(readConnection);
  const isInput = side === 'input';
  const type = types[0] ?? 'text';
  const style = { top, '--port': `var(--type-${type})` } as CSSProperties;
  const label = `${title}: ${isList ? 'list of ' : ''}${titles(types)}`;
  return (
    <Handle
      id={name}
      type={isInput ? 'target' : 'source'}
      position={isInput ? Position.Left : Position.Right}
      className={styles.port}
      style={style}
      data-list={isList || undefined}
      data-types={types.join(' ')}
      data-required={props.isRequired || undefined}
      data-wiring={from === '' ? undefined : wiring(from, props)}
      aria-label={`${isInput ? 'Input' : 'Output'} ${label}`}
      role="button"
    >
      <span className={styles.label} data-side={side}>
        {title} <em>{isList ? `${titles(types)} list` : titles(types)}</em>
      </span>
    </Handle>
  );
});

/** Whether the wire that is being drawn could end here. */
function wiring(from: string, port: PortProps): 'fits' | 'not' | undefined {
  const [type, node, id] = from.split('|');
  if (node === port.node) return undefined;
  const wanted = type === 'source' ? 'input' : 'output';
  if (port.side !== wanted) return 'not';
  const source = document.querySelector<HTMLElement>(
    `.react-flow__node[data-id="${node}"] .react-flow__handle[data-handleid="${id}"]`,
  );
  const types = (source?.dataset.types?.split(' ') ?? []) as ValueType[];
  const fits = type === 'source' ? typesFit(types, port.types) : typesFit(port.types, types);
  return fits ? 'fits' : 'not';
}
