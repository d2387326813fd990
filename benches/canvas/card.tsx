/** A card in the DOM with the measures of the painted one, and as many fields as a real node has. */

import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { type CSSProperties, memo, type ReactNode } from 'react';
import { PORT_SIZE, portOffset } from '@/features/canvas/scene/geometry';
import type { SceneNode } from '@/features/canvas/scene/scene';
import type { IconShape } from '@/features/canvas/scene/theme';
import { ICONS } from './icons';

export type CardNode = Node<{ shown: SceneNode }, 'card'>;

const INPUTS = [0, 1, 2];
const OUTPUTS = [0, 1];

function port(offset: number): CSSProperties {
  return { top: offset, width: PORT_SIZE, height: PORT_SIZE };
}

function Icon({ name }: { name: string }): ReactNode {
  const shapes: readonly IconShape[] = ICONS[name] ?? [];
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      {shapes.map(([Tag, attributes]) => {
        const Shape = Tag as 'path';
        return <Shape key={`${Tag}${JSON.stringify(attributes)}`} {...attributes} />;
      })}
    </svg>
  );
}

export const Card = memo(function Card({ data, selected }: NodeProps<CardNode>): ReactNode {
  const { shown } = data;
  const empty = shown.asset === '' && shown.text === '';
  const look = `card ${selected ? 'selected' : ''} ${shown.status} ${empty ? 'empty' : ''}`;
  return (
    <div className={look} style={{ width: shown.width, height: shown.height }}>
      <div className="title" style={{ '--type': `var(--type-${shown.type})` } as CSSProperties}>
        <Icon name={shown.icon} />
        <span>{shown.title}</span>
        <i />
      </div>
      <div className="face">
        {shown.asset === '' ? (
          <p>{shown.text}</p>
        ) : (
          <img src={`/api/assets/${shown.asset}/thumbnail?size=256`} alt="" draggable={false} />
        )}
      </div>
      <div className="composer">
        <textarea defaultValue={shown.text} rows={1} />
        <select defaultValue="b">
          <option>a</option>
          <option>b</option>
          <option>c</option>
        </select>
        <select defaultValue="1:1">
          <option>1:1</option>
          <option>16:9</option>
        </select>
      </div>
      {shown.status === 'running' && (
        <div className="progress" style={{ width: `${shown.progress * 100}%` }} />
      )}
      {INPUTS.map((index) => (
        <Handle
          key={index}
          id={`in${index}`}
          type="target"
          position={Position.Left}
          style={port(portOffset(index, INPUTS.length, shown.height))}
        />
      ))}
      {OUTPUTS.map((index) => (
        <Handle
          key={index}
          id={`out${index}`}
          type="source"
          position={Position.Right}
          style={port(portOffset(index, OUTPUTS.length, shown.height))}
        />
      ))}
    </div>
  );
});
