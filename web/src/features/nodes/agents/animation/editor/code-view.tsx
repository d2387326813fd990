/** A text file that can be written in: line numbers, colours, faults at their lines. */
import { type KeyboardEvent, memo, type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { Fault } from '@/core/animation-questions';
import styles from './code-view.module.css';
import { highlighted, type Token } from './highlight';

type Props = {
  name: string;
  code: string;
  faults: readonly Fault[];
  /** The line to go to, from 1; a new object goes there again. */
  target: { readonly line: number } | null;
  isReadOnly: boolean;
  onChange: (code: string) => void;
  onSave: () => void;
};

const LINE = 18;

export function CodeView(props: Props): ReactNode {
  const { name, code, faults, target, isReadOnly, onChange } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const leaves = useRef(false);
  const lines = useMemo(() => highlighted(code), [code]);
  const wrong = useMemo(() => wrongLines(faults), [faults]);
  useEffect(() => {
    if (!target || !box.current || !field.current) return;
    box.current.scrollTop = Math.max(0, (target.line - 4) * LINE);
    const at = startOf(field.current.value, target.line);
    field.current.focus({ preventScroll: true });
    field.current.setSelectionRange(at, at);
  }, [target]);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key.toLowerCase() === 's' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      props.onSave();
    } else if (event.key === 'Escape' && !leaves.current) {
      // The first Esc frees Tab for moving on; the next closes the editor.
      leaves.current = true;
      event.stopPropagation();
      event.nativeEvent.stopImmediatePropagation();
    } else if (event.key === 'Tab' && !event.shiftKey && !leaves.current && !isReadOnly) {
      event.preventDefault();
      event.currentTarget.setRangeText('  ', ...rangeOf(event.currentTarget), 'end');
      onChange(event.currentTarget.value);
    } else if (event.key !== 'Tab' && event.key !== 'Shift') leaves.current = false;
  };
  return (
    <div ref={box} className={styles.box}>
      <div className={styles.page} style={{ height: `${lines.length * LINE + 16}px` }}>
        <div className={styles.gutter} aria-hidden="true">
          {lines.map((_, at) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
              key={at}
              data-wrong={wrong.get(at + 1)?.isSure ?? undefined}
              title={wrong.get(at + 1)?.message}
            >
              {at + 1}
            </span>
          ))}
        </div>
        <div className={styles.text}>
          <pre className={styles.shown} aria-hidden="true">
            {lines.map((tokens, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
              <Line key={at} tokens={tokens} isWrong={wrong.has(at + 1)} />
            ))}
          </pre>
          <textarea
            ref={field}
            className={styles.field}
            aria-label={name}
            aria-describedby="code-keys"
            value={code}
            readOnly={isReadOnly}
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            wrap="off"
            onChange={(event) => onChange(event.currentTarget.value)}
            onBlur={() => {
              leaves.current = false;
            }}
            onKeyDown={onKeyDown}
          />
        </div>
      </div>
    </div>
  );
}

type LineProps = { tokens: readonly Token[]; isWrong: boolean };

const Line = memo(
  ({ tokens, isWrong }: LineProps): ReactNode => (
    <span className={styles.line} data-wrong={isWrong || undefined}>
      {tokens.map(({ kind, text }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line's tokens are drawn anew together
        <span key={at} data-kind={kind}>
          {text}
        </span>
      ))}
      {'\n'}
    </span>
  ),
  (one, other) => one.isWrong === other.isWrong && sameTokens(one.tokens, other.tokens),
);

const sameTokens = (one: readonly Token[], other: readonly Token[]): boolean =>
  one.length === other.length &&
  one.every(({ kind, text }, at) => kind === other[at]?.kind && text === other[at]?.text);

const wrongLines = (faults: readonly Fault[]): ReadonlyMap<number, Fault> =>
  new Map(faults.flatMap((fault) => (fault.line === null ? [] : [[fault.line, fault]])));

const rangeOf = ({ selectionStart, selectionEnd }: HTMLTextAreaElement): [number, number] => [
  selectionStart,
  selectionEnd,
];

/** Where a line begins, in letters. */
function startOf(code: string, line: number): number {
  let at = 0;
  for (let passed = 1; passed < line; passed++) {
    const end = code.indexOf('\n', at);
    if (end < 0) break;
    at = end + 1;
  }
  return at;
}
