/** A few words beside what is pointed at or focused: one layer for the whole page, however many there are. */
import { cloneElement, type ReactElement, type ReactNode, useEffect, useId } from 'react';
import { Kbd } from './kbd';
import { forget, register, type TooltipSide } from './tooltip-registry';

type Props = {
  text: ReactNode;
  keys?: string | undefined;
  side?: TooltipSide | undefined;
  /** One element that passes `data-tooltip` on to the page. */
  children: ReactElement<{ 'data-tooltip'?: string }>;
};

export function Tooltip({ text, keys, side = 'bottom', children }: Props) {
  const id = useId();
  useEffect(() => {
    const words = (
      <>
        {text}
        {keys && <Kbd keys={keys} />}
      </>
    );
    register(id, { words, side });
  });
  useEffect(() => () => forget(id), [id]);
  return cloneElement(children, { 'data-tooltip': id });
}
