/** One end of a node: a dot on the card's rim that wires are drawn from and to. */
import { Handle, Position, useConnection } from '@xyflow/react';
import {
  type CSSProperties,
  type KeyboardEvent,
  memo,
  type ReactNode,
  type SyntheticEvent,
} from 'react';
import { titles, typesFit } from '@/core/connect';
import type { ValueType } from '@/core/values';
import { useCanvasStore } from './canvas-state';
import styles from './port.module.css';
import { askRepair } from './repair-layer';

export type PortProps = {
  readonly node: string;
  readonly side: 'input' | 'output';
  readonly name: string;
  readonly title: string;
  readonly types: readonly ValueType[];
  readonly isList: boolean;
  readonly isRequired?: boolean;
  /** What does not take what is wired here. */
  readonly broken?: string;
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
  const { side, name, node, title, types, isList, top, broken } = props;
  const store = useCanvasStore();
  const from = useConnection(readConnection);
  const isInput = side === 'input';
  const type = types[0] ?? 'text';
  const style = { top, '--port': `var(--type-${type})` } as CSSProperties;
  const kind = isList ? `${titles(types)} list` : titles(types);
  const label = broken
    ? `${title}, not taken by ${broken}: repair`
    : `${title}: ${isList ? 'list of ' : ''}${titles(types)}`;
  const ask = (event: SyntheticEvent, byKeyboard: boolean): void =>
    askRepair(store, event.currentTarget, node, name, byKeyboard);
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
      data-broken={broken === undefined ? undefined : ''}
      {...(broken === undefined
        ? {}
        : {
            tabIndex: 0,
            onClick: (event: SyntheticEvent) => ask(event, false),
            onKeyDown: (event: KeyboardEvent) => {
              if (event.key !== 'Enter' && event.key !== ' ') return;
              event.preventDefault();
              event.stopPropagation();
              ask(event, true);
            },
          })}
    >
      <span className={styles.label} data-side={side}>
        {title} <em>{broken === undefined ? kind : `not taken by ${broken}`}</em>
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
