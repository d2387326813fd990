/** A rail that is clicked, dragged and moved by keys, whatever it looks like: the manners of a slider. */
import type { KeyboardEvent, PointerEvent, RefObject } from 'react';
import { useRef } from 'react';

type Rail = {
  label: string;
  value: number;
  max: number;
  /** What an arrow moves by, and with Shift, Page up or Page down. */
  step: number;
  bigStep: number;
  /** The value in words. */
  words: string;
  onChange: (value: number) => void;
  /** What the pointer's place is measured on; else the rail itself. */
  box?: RefObject<HTMLElement | null>;
};

export function useRail(rail: Rail) {
  const { label, value, max, step, bigStep, words, onChange } = rail;
  const isHeld = useRef(false);
  const set = (wanted: number): void => onChange(Math.min(max, Math.max(0, wanted)));
  const setByPointer = (event: PointerEvent<HTMLElement>): void => {
    const box = (rail.box?.current ?? event.currentTarget).getBoundingClientRect();
    set(((event.clientX - box.left) / Math.max(1, box.width)) * max);
  };
  return {
    role: 'slider',
    tabIndex: 0,
    'aria-label': label,
    'aria-valuemin': 0,
    'aria-valuemax': Number(max.toFixed(2)),
    'aria-valuenow': Number(value.toFixed(2)),
    'aria-valuetext': words,
    onKeyDown: (event: KeyboardEvent): void => {
      if (event.metaKey || event.ctrlKey || event.altKey) return;
      const by = event.shiftKey ? bigStep : step;
      const wanted: Record<string, number> = {
        ArrowRight: value + by,
        ArrowUp: value + by,
        ArrowLeft: value - by,
        ArrowDown: value - by,
        PageUp: value + bigStep,
        PageDown: value - bigStep,
        Home: 0,
        End: max,
      };
      const next = wanted[event.key];
      if (next === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      set(next);
    },
    onPointerDown: (event: PointerEvent<HTMLElement>): void => {
      if (event.button !== 0) return;
      event.stopPropagation();
      event.currentTarget.setPointerCapture(event.pointerId);
      isHeld.current = true;
      setByPointer(event);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>): void => {
      if (isHeld.current) setByPointer(event);
    },
    onPointerUp: (): void => {
      isHeld.current = false;
    },
    onPointerCancel: (): void => {
      isHeld.current = false;
    },
  } as const;
}
