/** Several lines of text; grows with what is written, up to a height. */
import { type ComponentProps, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import { classNames } from '@/lib/class-names';
import styles from './textarea.module.css';

type Props = ComponentProps<'textarea'> & {
  /** Without a frame: where a card or a box around it is the frame. */
  bare?: boolean;
  minRows?: number;
  maxRows?: number;
};

const LINE = 18;
const GROWS_ALONE = typeof CSS !== 'undefined' && CSS.supports('field-sizing', 'content');

export function Textarea({
  bare,
  minRows = 2,
  maxRows = 12,
  className,
  style,
  ref,
  ...rest
}: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(ref, () => field.current as HTMLTextAreaElement);
  const { value } = rest;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is written decides the height
  useLayoutEffect(() => {
    if (!GROWS_ALONE && field.current) growToContent(field.current);
  }, [value]);
  const bounds = { '--min-height': `${minRows * LINE}px`, '--max-height': `${maxRows * LINE}px` };
  return (
    <textarea
      {...rest}
      ref={field}
      onInput={(event) => {
        if (!GROWS_ALONE) growToContent(event.currentTarget);
        rest.onInput?.(event);
      }}
      className={classNames(styles.textarea, bare ? styles.bare : styles.framed, className)}
      style={{ ...bounds, ...style }}
    />
  );
}

function growToContent(field: HTMLTextAreaElement): void {
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight}px`;
}
