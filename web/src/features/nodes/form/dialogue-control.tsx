/** Who says what, line by line; lines are added, moved and taken out by keys too. */
import { ChevronDown, ChevronUp, Plus, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { Input } from '@/ui/input';
import { Textarea } from '@/ui/textarea';
import type { ControlProps } from './control';
import {
  type Line,
  MOST_LINES,
  moveLine,
  readLines,
  setLine,
  withLine,
  withoutLine,
} from './dialogue';
import styles from './dialogue-control.module.css';
import { type Choice, labelOf } from './fields';
import { VoicePicker } from './voice-control';
import { shortTitle, voiceTitle } from './voice-words';

export function DialogueControl({ card, value, onChange, frame }: ControlProps): ReactNode {
  const lines = readLines(value);
  const box = useRef<HTMLDivElement>(null);
  const names = card?.labels.voice ?? {};
  const voices = (card?.options.voice ?? Object.keys(names)).map(String);
  const choices = voices.map((voice) => ({
    value: voice,
    title: labelOf(voice, names),
  }));
  const focus = useFocusLater(box);
  const put = (next: Line[], at: number): void => {
    focus(at);
    onChange(next as never);
  };
  const add = (after: number): void => put(withLine(lines, after, voices), after + 1);
  const onKeyDown = (event: KeyboardEvent, at: number): void => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const isEmpty = lines[at]?.text === '';
    if (event.altKey && by !== undefined) put(moveLine(lines, at, by), at + by);
    else if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) add(at);
    else if (event.key === 'Backspace' && isEmpty && lines.length > 1) {
      put(withoutLine(lines, at), Math.max(0, at - 1));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={box} id={frame.id} className={styles.dialogue}>
      {lines.map((line, at) => (
        <DialogueLine
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are known by their place alone
          key={at}
          line={line}
          place={at}
          of={lines.length}
          choices={choices}
          onSet={(part) => onChange(setLine(lines, at, part) as never)}
          onMove={(by) => put(moveLine(lines, at, by), at + by)}
          onRemove={() => put(withoutLine(lines, at), Math.max(0, at - 1))}
          onKeyDown={(event) => onKeyDown(event, at)}
        />
      ))}
      <Button
        size="small"
        icon={<Plus />}
        disabled={lines.length >= MOST_LINES}
        onClick={() => add(lines.length - 1)}
      >
        Add a line
      </Button>
      {lines.length > 1 ? (
        <p className={styles.hint}>Enter adds a line, Alt with an arrow moves it.</p>
      ) : null}
    </div>
  );
}

/** The words of a line have the focus once it is there. */
function useFocusLater(box: RefObject<HTMLDivElement | null>): (at: number) => void {
  const wanted = useRef<number | null>(null);
  useEffect(() => {
    if (wanted.current === null) return;
    box.current?.querySelectorAll('textarea')[wanted.current]?.focus();
    wanted.current = null;
  });
  return (at) => {
    wanted.current = at;
  };
}

type LineProps = {
  line: Line;
  place: number;
  of: number;
  choices: readonly Choice[];
  onSet: (part: { voice?: string; text?: string }) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
};

function DialogueLine(props: LineProps): ReactNode {
  const { line, place, of, choices, onSet, onMove, onRemove, onKeyDown } = props;
  const name = `line ${place + 1}`;
  const title = voiceTitle(choices, line.voice);
  return (
    <div className={styles.line}>
      <div className={styles.head}>
        {choices.length === 0 ? (
          <Input
            aria-label={`Voice of ${name}`}
            value={line.voice}
            onChange={(event) => onSet({ voice: event.currentTarget.value })}
          />
        ) : (
          <VoicePicker
            choices={choices}
            value={line.voice}
            onChange={(voice) => onSet({ voice: String(voice) })}
            trigger={
              <button
                type="button"
                className={styles.voice}
                data-unknown={!choices.some((one) => one.value === line.voice) || undefined}
                aria-label={`Voice of ${name}: ${title}`}
              >
                <span>{shortTitle(title)}</span>
                <ChevronDown aria-hidden="true" />
              </button>
            }
          />
        )}
        <IconButton
          size="small"
          label={`Move ${name} up`}
          icon={<ChevronUp />}
          disabled={place === 0}
          onClick={() => onMove(-1)}
        />
        <IconButton
          size="small"
          label={`Move ${name} down`}
          icon={<ChevronDown />}
          disabled={place === of - 1}
          onClick={() => onMove(1)}
        />
        <IconButton size="small" label={`Remove ${name}`} icon={<X />} onClick={onRemove} />
      </div>
      <Textarea
        minRows={1}
        maxRows={6}
        aria-label={`Words of ${name}`}
        placeholder="What is said"
        value={line.text}
        onChange={(event) => onSet({ text: event.currentTarget.value })}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}
