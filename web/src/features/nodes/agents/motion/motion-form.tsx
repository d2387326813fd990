/** What part of a film is looked at, for what, and what for. */
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { rangeOf, storedRange } from '@/core/motion-analysis-range';
import type { NodeSpec } from '@/core/spec';
import { useSession } from '@/sync/use-session';
import { Segmented } from '@/ui/segmented';
import { Textarea } from '@/ui/textarea';
import { type Field, readValue } from '../../form/fields';
import { setField } from '../../form/set-field';
import { SharedTextField } from '../../text/shared-text-field';
import { useNodeForm } from '../../use-node-form';
import type { OwnMedia } from '../media/use-own-media';
import { ClipPlayer, ratioOf } from './clip-player';
import { FilmWell } from './film-well';
import styles from './motion-form.module.css';
import { RangeRail } from './range-rail';
import { useClip } from './use-clip';

type Props = {
  id: string;
  kind: NodeSpec;
  film: OwnMedia;
  /** Somebody wanted to go on without a film. */
  isMissed: boolean;
  /** Put the focus into it. */
  editing: boolean;
};

export function MotionForm({ id, kind, film, isMissed, editing }: Props): ReactNode {
  const form = useNodeForm(id, kind);
  const field = (name: string): Field | undefined => form.fields.find((one) => one.name === name);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (editing) box.current?.querySelector<HTMLElement>('button, textarea')?.focus();
  }, [editing]);
  const focus = field('focus');
  const medium = field('medium');
  return (
    <div ref={box} className={styles.form}>
      {film.asset && !film.isMissing ? (
        <Part id={id} film={film} start={form.parameters.start} end={form.parameters.end} />
      ) : (
        <FilmWell film={film} isMissed={isMissed} />
      )}
      {focus ? <Focus id={id} kind={kind} field={focus} value={form.parameters.focus} /> : null}
      {medium ? <Medium id={id} kind={kind} field={medium} value={form.parameters.medium} /> : null}
    </div>
  );
}

type PartProps = { id: string; film: OwnMedia; start: unknown; end: unknown };

function Part({ id, film, start, end }: PartProps): ReactNode {
  const { api, document } = useSession();
  const seconds = film.record?.duration ?? null;
  const range = rangeOf(seconds ?? 0, start, end);
  const clip = useClip(seconds, range);
  const { seek, pause, time } = clip.playback;
  return (
    <>
      <ClipPlayer film={film} clip={clip} />
      {seconds ? (
        <RangeRail
          length={seconds}
          range={range}
          time={time}
          sprite={api.spriteUrl(film.asset ?? '')}
          ratio={ratioOf(film.record)}
          onLook={(at) => {
            pause();
            seek(at);
          }}
          onRange={(next) => document.setParameters(id, storedRange(seconds, next))}
        />
      ) : null}
    </>
  );
}

type FieldProps = { id: string; kind: NodeSpec; field: Field; value: unknown };

function Focus({ id, kind, field, value }: FieldProps): ReactNode {
  const { document } = useSession();
  const name = useId();
  const shared = { id: name, placeholder: 'What to look for: the camera, a transition, the type…' };
  return (
    <div className={`${styles.field} nodrag`}>
      <label htmlFor={name}>{field.title}</label>
      {field.isShared ? (
        <SharedTextField {...shared} node={id} name={field.name} className="nowheel" maxRows={5} />
      ) : (
        <Textarea
          {...shared}
          className="nowheel"
          maxRows={5}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => setField(document, id, kind, field, event.currentTarget.value)}
        />
      )}
    </div>
  );
}

function Medium({ id, kind, field, value }: FieldProps): ReactNode {
  const { document } = useSession();
  const shown = readValue(field, value as string | undefined).value;
  return (
    <div className={`${styles.row} nodrag`}>
      <span aria-hidden="true">{field.title}</span>
      <Segmented
        label={field.title}
        value={String(shown)}
        onChange={(next) => setField(document, id, kind, field, next)}
        segments={(field.choices ?? []).map((one) => ({
          value: String(one.value),
          label: one.title,
        }))}
      />
    </div>
  );
}
