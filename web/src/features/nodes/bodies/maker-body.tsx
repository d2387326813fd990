/** The body of a node that makes something: its result edge to edge, what it needs over the lower edge. */
import { type ReactNode, useState } from 'react';
import { wiredInputs } from '@/core/ports';
import type { NodeSpec } from '@/core/spec';
import type { NodeBodyProps } from '@/sync/slots';
import { useCurrentStep, useEdges, useNode } from '@/sync/use-session';
import { mainText } from '../form/fields';
import { KeyKeeper } from '../key-keeper';
import { ResultLightbox } from '../results/lightbox';
import { wordsOf } from '../results/result-actions';
import { ResultView } from '../results/result-view';
import { isHeard, isMediaTake, isPlayed, type MediaTake } from '../results/takes';
import { isActive, isKept, type Results, useResults } from '../results/use-results';
import { currentValue, useCardSize, useNodeForm } from '../use-node-form';
import { EmptyFrame } from './empty-frame';
import styles from './maker-body.module.css';
import { MakerOverlay } from './maker-overlay';
import { useAttention } from './use-attention';
import { useFit } from './use-fit';
import { firstStep } from './words';

export function MakerBody({ id, kind, selected, editing, compact }: NodeBodyProps): ReactNode {
  const results = useResults(id, kind);
  const step = useCurrentStep(id);
  const attention = useAttention();
  const [opened, setOpened] = useState<MediaTake | null>(null);
  useFit(id, kind, step, results);
  const isRunning = isActive(step);
  const isEmpty = results.shown.length === 0;
  const hasAttention = attention.has || selected || editing;
  return (
    <KeyKeeper
      className={styles.body}
      data-empty={(isEmpty && !compact) || undefined}
      data-sound={(results.shown.some(isHeard) && !compact) || undefined}
      {...attention.handlers}
    >
      <div className={styles.result} data-dimmed={(isRunning && !isEmpty) || undefined}>
        {isEmpty ? (
          <BeforeFirst id={id} kind={kind} compact={compact} isRunning={isRunning} />
        ) : (
          <Shown id={id} kind={kind} results={results} compact={compact} onOpen={setOpened} />
        )}
      </div>
      {compact ? null : (
        <MakerOverlay
          id={id}
          kind={kind}
          results={results}
          step={step}
          isOpen={hasAttention || (isEmpty && !isRunning)}
          // Moving over a film looks through it; its composer comes with the selection.
          isQuiet={results.shown.some(isPlayed) && !selected && !editing}
          editing={editing}
          onOpen={setOpened}
        />
      )}
      {opened ? (
        <ResultLightbox
          id={id}
          kind={kind}
          takes={results.takes.filter(isMediaTake)}
          take={opened}
          isKept={isKept(results, opened)}
          onTake={setOpened}
          onClose={() => setOpened(null)}
        />
      ) : null}
    </KeyKeeper>
  );
}

type FirstProps = { id: string; kind: NodeSpec; compact: boolean; isRunning: boolean };

function BeforeFirst({ id, kind, compact, isRunning }: FirstProps): ReactNode {
  const form = useNodeForm(id, kind);
  const text = mainText(form.fields);
  const words = text && form.parameters[text.name];
  const wired = wiredInputs(useEdges(), id);
  // A mask is in the parameter of its input's name, without a wire.
  const held = kind.inputs.flatMap(({ name }) => (form.parameters[name] ? [name] : []));
  return (
    <EmptyFrame
      kind={kind}
      compact={compact}
      ratio={String(currentValue(form, 'ratio') ?? '')}
      words={typeof words === 'string' ? words : ''}
      hint={firstStep(kind, form.card, new Set([...wired, ...held]))}
      isRunning={isRunning}
    />
  );
}

type ShownProps = {
  id: string;
  kind: NodeSpec;
  results: Results;
  compact: boolean;
  onOpen: (take: MediaTake) => void;
};

const MOST_ALT = 120;

function Shown({ id, kind, results, compact, onOpen }: ShownProps): ReactNode {
  const { width, height } = useCardSize(id, kind);
  const words = wordsOf(useNode(id), kind);
  const short = words.length > MOST_ALT ? `${words.slice(0, MOST_ALT)}…` : words;
  return (
    <ResultView
      takes={results.shown}
      alt={`Result of ${short}`}
      width={width}
      ratio={width / height}
      compact={compact}
      onOpen={onOpen}
    />
  );
}
