/** A sticky note: words on one of six colours, as large and as slanted as somebody likes. */
import { AlignCenter, AlignLeft, AlignRight, Bold, Italic } from 'lucide-react';
import type { CSSProperties, ReactNode } from 'react';
import { noteColor } from '@/core/note-look';
import type { NodeBodyProps } from '@/sync/slots';
import { useMay } from '@/sync/use-session';
import { IconButton } from '@/ui/icon-button';
import { WrittenText } from '../bodies/text-body';
import { Swatches } from '../form/color-control';
import { Bar, Divider, Sizes, Stepper } from './bar';
import { MarkdownText } from './markdown-text';
import styles from './note.module.css';
import { type Look, useLook } from './use-look';

const SIZES = [
  { name: 'S', width: 160, height: 120 },
  { name: 'M', width: 220, height: 160 },
  { name: 'L', width: 320, height: 240 },
];
const COLORS = ['yellow', 'pink', 'blue', 'green', 'purple', 'orange'];
const ALIGNED = { left: AlignLeft, center: AlignCenter, right: AlignRight };

export function Note(props: NodeBodyProps): ReactNode {
  const { id, kind, selected, editing, compact } = props;
  const look = useLook(id, kind);
  const may = useMay();
  const text = look.text('content');
  const isWriting = may.edit && !compact && (editing || (selected && text === ''));
  return (
    <>
      <div className={styles.note} style={paperOf(look)}>
        {isWriting || text === '' ? (
          <WrittenText
            {...props}
            placeholder="A note to yourself or the others"
            className={styles.words}
            style={wordsOf(look)}
          />
        ) : (
          <MarkdownText text={text} className={styles.shown} style={wordsOf(look)} />
        )}
      </div>
      {selected && !compact && !editing ? <NoteBar look={look} /> : null}
    </>
  );
}

function paperOf(look: Look): CSSProperties {
  return {
    '--note': noteColor(look.text('color')),
    rotate: `${look.number('rotation')}deg`,
    opacity: look.number('opacity') / 100,
  };
}

function wordsOf(look: Look): CSSProperties {
  const fontSize = look.number('font_size');
  return {
    fontSize,
    lineHeight: `${Math.round(fontSize * 1.4)}px`,
    textAlign: look.text('align') as CSSProperties['textAlign'],
    fontWeight: look.isOn('bold') ? 600 : undefined,
    fontStyle: look.isOn('italic') ? 'italic' : undefined,
  };
}

function NoteBar({ look }: { look: Look }): ReactNode {
  return (
    <Bar label="Look of the note">
      <Swatches
        label="Color of the note"
        swatches={COLORS.map((name) => ({
          value: name,
          title: name.charAt(0).toUpperCase() + name.slice(1),
          shown: noteColor(name),
        }))}
        value={look.text('color')}
        onChange={(value) => look.set('color', value)}
      />
      <Divider />
      <Sizes sizes={SIZES} width={look.size.width} onChange={look.resize} />
      <Divider />
      <Stepper
        label="Text size"
        value={look.number('font_size')}
        unit=""
        step={2}
        min={12}
        max={24}
        onChange={(value) => look.set('font_size', value)}
      />
      <Toggle look={look} name="bold" label="Bold" icon={<Bold />} />
      <Toggle look={look} name="italic" label="Italic" icon={<Italic />} />
      <Align look={look} />
      <Divider />
      <Stepper
        label="Turned by"
        value={look.number('rotation')}
        unit="°"
        step={5}
        min={-15}
        max={15}
        onChange={(value) => look.set('rotation', value)}
      />
      <Stepper
        label="Opacity"
        value={look.number('opacity')}
        unit=" %"
        step={10}
        min={20}
        max={100}
        onChange={(value) => look.set('opacity', value)}
      />
    </Bar>
  );
}

type ToggleProps = { look: Look; name: string; label: string; icon: ReactNode };

function Toggle({ look, name, label, icon }: ToggleProps): ReactNode {
  const isOn = look.isOn(name);
  return (
    <IconButton
      size="small"
      side="bottom"
      label={label}
      icon={icon}
      pressed={isOn}
      onClick={() => look.set(name, !isOn)}
    />
  );
}

/** One button that goes round: left, centre, right. */
function Align({ look }: { look: Look }): ReactNode {
  const names = ['left', 'center', 'right'] as const;
  const align = names.find((name) => name === look.text('align')) ?? 'left';
  const next = names[(names.indexOf(align) + 1) % names.length] ?? 'left';
  const Icon = ALIGNED[align];
  return (
    <IconButton
      size="small"
      side="bottom"
      label={`Align: ${align}`}
      icon={<Icon />}
      onClick={() => look.set('align', next)}
    />
  );
}
