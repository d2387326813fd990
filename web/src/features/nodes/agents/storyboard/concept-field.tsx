/** What happens in the film, in words; a model may propose them, to be taken or dropped. */
import { RotateCw, Sparkles, Square } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { SharedTextField } from '../../text/shared-text-field';
import { FailureNotice, WrittenBy } from '../agent-notice';
import styles from './brief-form.module.css';
import type { Concept } from './use-concept';

type Props = { id: string; concept: Concept };

export function ConceptField({ id, concept }: Props): ReactNode {
  const { act, price, look, ask } = concept;
  const field = useId();
  return (
    <div className={`${styles.field} nodrag`}>
      <div className={styles.head}>
        <label htmlFor={field}>Concept</label>
        <IconButton
          size="small"
          label={price ? `Propose a concept (${price})` : 'Propose a concept'}
          icon={<Sparkles />}
          disabled={act.phase !== 'idle'}
          onPointerEnter={look}
          onFocus={look}
          onClick={ask}
        />
      </div>
      {act.phase === 'idle' ? (
        <SharedTextField
          id={field}
          node={id}
          name="concept"
          className="nowheel"
          placeholder="What happens, from the first picture to the last"
          minRows={2}
          maxRows={8}
        />
      ) : (
        <Proposal concept={concept} />
      )}
    </div>
  );
}

/** In the place of the field, until it is taken or dropped. */
function Proposal({ concept }: { concept: Concept }): ReactNode {
  const { act, text, ask, take } = concept;
  const { phase, failure, step, stop, forget } = act;
  const isWriting = phase === 'running';
  return (
    <section className={styles.proposal} aria-label="Proposed concept" aria-busy={isWriting}>
      {phase === 'failed' && failure ? <FailureNotice failure={failure} onRetry={ask} /> : null}
      {text || isWriting ? <p>{text || 'Writing a concept…'}</p> : null}
      {phase === 'done' ? <WrittenBy model={step?.model ?? null} /> : null}
      <div className={styles.row}>
        {isWriting ? (
          <Button size="small" icon={<Square />} onClick={stop}>
            Stop
          </Button>
        ) : (
          <Button size="small" variant="primary" disabled={text === ''} onClick={take}>
            Use it
          </Button>
        )}
        <Button size="small" variant="quiet" onClick={forget}>
          Drop it
        </Button>
        {isWriting || phase === 'failed' ? null : (
          <Button size="small" variant="quiet" icon={<RotateCw />} onClick={ask}>
            Another
          </Button>
        )}
      </div>
    </section>
  );
}
