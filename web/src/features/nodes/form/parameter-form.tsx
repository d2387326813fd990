/** All parameters of a node in their groups, each with its default and a way back to it. */
import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Problem } from '@/api/types';
import type { ModelCard } from '@/core/models';
import type { NodeSpec } from '@/core/spec';
import type { Json } from '@/core/values';
import { useMay, useRuns, useSession } from '@/sync/use-session';
import { Field as FieldFrame } from '@/ui/field';
import { ImproveButton } from '../enhance/lazy-improve';
import { isOnlyMissing } from '../only-missing';
import { useNodeForm } from '../use-node-form';
import { Control } from './control';
import { type Field, groupFields, readValue } from './fields';
import styles from './parameter-form.module.css';
import { setField } from './set-field';

type Props = { id: string; kind: NodeSpec };

export function ParameterForm({ id, kind }: Props): ReactNode {
  const { fields, card, parameters } = useNodeForm(id, kind);
  const may = useMay();
  return (
    <fieldset className={styles.form} aria-label="Settings" disabled={!may.edit}>
      {groupFields(fields).map((group, at) => (
        <Group
          key={group.title}
          title={group.title}
          isOpen={at < OPEN_GROUPS || isNeeded(group.fields, card)}
          set={group.fields.filter((field) => isChanged(field, parameters[field.name])).length}
        >
          {group.fields.map((field) => (
            <ParameterField
              key={field.name}
              id={id}
              kind={kind}
              card={card}
              field={field}
              stored={parameters[field.name]}
            />
          ))}
        </Group>
      ))}
    </fieldset>
  );
}

/** What has no group, and the first one that has; the rest is folded until something in it is set. */
const OPEN_GROUPS = 2;

/** A model that reads lines instead of a prompt has nothing else to say. */
const isNeeded = (fields: readonly Field[], card: ModelCard | null): boolean =>
  card !== null && !card.hasPrompt && fields.some((field) => field.control === 'dialogue');

const isChanged = (field: Field, stored: Json | undefined): boolean =>
  stored !== undefined && stored !== field.fallback;

type GroupProps = { title: string; isOpen: boolean; set: number; children: ReactNode };

function Group({ title, isOpen, set, children }: GroupProps): ReactNode {
  const [wasSet] = useState(set > 0);
  if (title === '') return <div className={styles.group}>{children}</div>;
  return (
    <details className={styles.fold} open={isOpen || wasSet}>
      <summary className={styles.title}>
        <ChevronRight aria-hidden="true" />
        {title}
        {set > 0 ? <span className={styles.set}>{set} set</span> : null}
      </summary>
      <div className={styles.group}>{children}</div>
    </details>
  );
}

type FieldProps = Props & { card: ModelCard | null; field: Field; stored: Json | undefined };

function ParameterField({ id, kind, card, field, stored }: FieldProps): ReactNode {
  const { document } = useSession();
  const problem = useProblem(id, field.name);
  const reading = readValue(field, stored);
  const set = (value: Json | undefined): void => setField(document, id, kind, field, value);
  const refused = reading.isRefused ? reading.problem : problem;
  const hint = reading.problem || field.description;
  // Text has its undo, a file its own way out.
  const isFile = field.control === 'asset' || field.control === 'mask';
  const isOwn = field.isShared || isFile || stored === '';
  const isOther = stored !== field.fallback || reading.problem !== '';
  const canReset = reading.isSet && !isOwn && isOther;
  return (
    <FieldFrame
      label={field.title}
      {...(hint ? { hint } : {})}
      {...(refused ? { error: refused } : {})}
      {...(canReset ? { onReset: () => set(undefined) } : {})}
      tools={field.isShared ? <ImproveButton id={id} kind={kind} field={field} /> : null}
    >
      {(frame) => (
        <Control
          node={id}
          kind={kind}
          card={card}
          field={field}
          value={reading.value}
          onChange={set}
          frame={frame}
        />
      )}
    </FieldFrame>
  );
}

/** What `check` said of this parameter, with what to do; that it is still empty is no mistake. */
function useProblem(id: string, parameter: string): string {
  return useRuns((state) => {
    const found = state.plan?.problems.find(
      (one: Problem) =>
        one.node === id &&
        one.parameter === parameter &&
        one.severity === 'error' &&
        !isOnlyMissing(one),
    );
    return found ? `${found.message} ${found.remedy}`.trim() : '';
  });
}
