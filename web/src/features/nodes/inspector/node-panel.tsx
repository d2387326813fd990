/** Everything about one node: its name, settings, references, and where its result came from. */
import { type ReactNode, useState } from 'react';
import { isEndpointKind } from '@/core/endpoints';
import type { NodeSpec } from '@/core/spec';
import { useKind, useMay, useNode, useRuns, useSession } from '@/sync/use-session';
import { TypeIcon } from '@/ui/value-type';
import { RunButton } from '../bodies/run-button';
import { ParameterForm } from '../form/parameter-form';
import { EachSection } from './each-section';
import { EndpointSection } from './endpoint-section';
import styles from './node-panel.module.css';
import { Panel, Section } from './panel';
import { Problems } from './problems';
import { Recipe } from './recipe';
import { References } from './references-section';
import { Why } from './why-section';

type Props = { id: string; onClose: () => void };

export function NodePanel({ id, onClose }: Props): ReactNode {
  const kind = useKind(id);
  const may = useMay();
  if (!kind) return <UnknownPanel id={id} onClose={onClose} />;
  return (
    <Panel
      title={<NodeName id={id} kind={kind} />}
      onClose={onClose}
      footer={kind.runs && may.edit ? <NodeFooter id={id} kind={kind} /> : undefined}
    >
      <Problems id={id} />
      <ParameterForm id={id} kind={kind} />
      {kind.inputs.length > 0 ? <References id={id} kind={kind} /> : null}
      {kind.runs ? (
        <>
          <EachSection id={id} kind={kind} />
          {isEndpointKind(kind.kind) ? <EndpointSection kind={kind} /> : null}
          <Recipe id={id} kind={kind} />
          <Why id={id} />
        </>
      ) : null}
    </Panel>
  );
}

function UnknownPanel({ id, onClose }: Props): ReactNode {
  const kind = useNode(id)?.kind ?? '';
  return (
    <Panel title={<p className={styles.title}>Unknown node</p>} onClose={onClose}>
      <Section title={kind}>
        <p className={styles.quiet}>
          {isEndpointKind(kind)
            ? 'This endpoint of fal.ai is not added here. The node is kept as it is; add it on the node.'
            : `This Koda has no “${kind}”. The node is kept as it is; install its package to use it.`}
        </p>
      </Section>
    </Panel>
  );
}

function NodeName({ id, kind }: { id: string; kind: NodeSpec }): ReactNode {
  const { document, may } = useSession();
  const name = useNode(id)?.name ?? '';
  const [draft, setDraft] = useState<string | null>(null);
  const keep = (): void => {
    if (draft !== null && draft.trim() !== name) document.renameNode(id, draft.trim());
    setDraft(null);
  };
  const type = kind.outputs[0]?.types[0] ?? kind.inputs[0]?.types[0];
  return (
    <div className={styles.name}>
      {type ? <TypeIcon type={type} /> : null}
      <input
        aria-label="Name of this node"
        value={draft ?? name}
        placeholder={kind.title}
        readOnly={!may.edit}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key === 'Escape') setDraft(null);
        }}
      />
      {name ? <span className={styles.quiet}>{kind.title}</span> : null}
    </div>
  );
}

function NodeFooter({ id, kind }: { id: string; kind: NodeSpec }): ReactNode {
  const words = useRuns((state) => {
    const planned = state.plan?.steps.find((step) => step.node === id);
    if (!planned) return '';
    return planned.cached ? 'Up to date' : '';
  });
  return (
    <>
      <span className={styles.grow}>{words}</span>
      <RunButton id={id} kind={kind} size="medium" />
    </>
  );
}
