/** What is wired into a node, in its order: as pictures or words, to be moved or taken out. */
import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useMemo,
  useSyncExternalStore,
} from 'react';
import type { InputSpec, NodeSpec } from '@/core/spec';
import { newestResult } from '@/sync/run-store';
import { useEdges, useRuns, useSession } from '@/sync/use-session';
import { IconButton } from '@/ui/icon-button';
import { Thumbnail } from '@/ui/thumbnail';
import { TypeIcon } from '@/ui/value-type';
import { Section } from './panel';
import { ReferenceUse } from './reference-use';
import { moved, type Reference, readReference } from './references';
import styles from './references-section.module.css';
import { REFERENCE } from './uses';

const THUMBNAIL = 64;

export function References({ id, kind }: { id: string; kind: NodeSpec }): ReactNode {
  const edges = useEdges();
  const wired = kind.inputs.filter((input) =>
    edges.some((edge) => edge.target === id && edge.input === input.name),
  );
  return wired.map((input) => <InputReferences key={input.name} id={id} input={input} />);
}

function InputReferences({ id, input }: { id: string; input: InputSpec }): ReactNode {
  const { document } = useSession();
  const edges = useEdges();
  const mine = useMemo(
    () => edges.filter((edge) => edge.target === id && edge.input === input.name),
    [edges, id, input.name],
  );
  const ids = mine.map((edge) => edge.id);
  const isText = input.types.every(
    (type) => type !== 'image' && type !== 'video' && type !== 'audio',
  );
  const hasUse = input.name === REFERENCE && input.types.includes('image');
  return (
    <Section title={input.title}>
      <ol className={isText ? styles.lines : styles.tiles}>
        {mine.map((edge, at) => (
          <ReferenceItem
            key={`${edge.source} ${edge.output}`}
            edgeId={edge.id}
            isText={isText}
            hasUse={hasUse}
            place={at + 1}
            of={mine.length}
            onMove={(by) => document.orderEdges(moved(ids, edge.id, by))}
            onRemove={() => document.removeEdges([edge.id])}
          />
        ))}
      </ol>
    </Section>
  );
}

/** What arrives by a wire; re-renders when its source changes. */
function useReference(edgeId: string): Reference | null {
  const { document, kinds } = useSession();
  const edge = document.graph.edges.get(edgeId);
  const source = edge?.source ?? '';
  const watch = useCallback(
    (listener: () => void) => document.watchNode(source, listener),
    [document, source],
  );
  const node = useSyncExternalStore(watch, () => document.node(source));
  const result = useRuns((state) => newestResult(state, source));
  return edge && node ? readReference(edge, node, kinds.get(node.kind), result) : null;
}

type ItemProps = {
  edgeId: string;
  isText: boolean;
  hasUse: boolean;
  place: number;
  of: number;
  onMove: (by: number) => void;
  onRemove: () => void;
};

function ReferenceItem({
  edgeId,
  isText,
  hasUse,
  place,
  of,
  onMove,
  onRemove,
}: ItemProps): ReactNode {
  const { api } = useSession();
  const reference = useReference(edgeId);
  if (!reference) return null;
  const { assets, title, type, text } = reference;
  const name = of > 1 ? `${title}, ${place} of ${of}` : title;
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (!event.altKey || by === undefined) return;
    event.preventDefault();
    onMove(by);
  };
  const picture = assets.find((one) => one.type !== 'audio');
  return (
    <li className={styles.item} onKeyDown={onKeyDown}>
      {isText ? (
        <p className={styles.text}>
          {text || <span className={styles.quiet}>Nothing yet</span>}
          <span className={styles.from}>{title}</span>
        </p>
      ) : (
        <div className={styles.tile} title={name}>
          {picture ? (
            <Thumbnail
              src={`${api.assetUrl(picture.asset)}/thumbnail`}
              alt={name}
              width={THUMBNAIL}
              ratio={1}
            />
          ) : (
            <span className={styles.none} role="img" aria-label={`${name}: nothing yet`}>
              <TypeIcon type={type} />
            </span>
          )}
          {of > 1 ? <span className={styles.place}>{place}</span> : null}
          {assets.length > 1 ? <span className={styles.many}>+{assets.length - 1}</span> : null}
        </div>
      )}
      <div className={styles.actions}>
        {of > 1 ? (
          <>
            <IconButton
              size="small"
              label={`Move ${name} to the front`}
              data-for="edit"
              icon={<ChevronLeft />}
              disabled={place === 1}
              onClick={() => onMove(-1)}
            />
            <IconButton
              size="small"
              label={`Move ${name} to the back`}
              data-for="edit"
              icon={<ChevronRight />}
              disabled={place === of}
              onClick={() => onMove(1)}
            />
          </>
        ) : null}
        <IconButton
          size="small"
          label={`Take ${name} out`}
          data-for="edit"
          icon={<X />}
          onClick={onRemove}
        />
      </div>
      {hasUse ? (
        <div className={styles.use} data-for="edit">
          <ReferenceUse edgeId={edgeId} name={name} />
        </div>
      ) : null}
    </li>
  );
}
