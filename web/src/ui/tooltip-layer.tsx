/** Shows the tooltip of what is pointed at or focused; once around the app. */
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { placeBeside } from './place-beside';
import styles from './tooltip.module.css';
import { findWords, type TooltipWords } from './tooltip-registry';

/** The first one waits; while one has just been shown, the next does not. */
const DELAY_MS = 500;
const WARM_MS = 300;

type Shown = TooltipWords & { readonly anchor: HTMLElement };

export function TooltipLayer() {
  const [shown, setShown] = useState<Shown | null>(null);
  useEffect(() => watch(setShown), []);
  return shown ? createPortal(<Words {...shown} />, document.body) : null;
}

const ID = 'tooltip';

function Words({ words, side, anchor }: Shown) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const place = box.current;
    if (!place) return;
    const size = { width: place.offsetWidth, height: place.offsetHeight };
    const screen = { width: window.innerWidth, height: window.innerHeight };
    const { left, top } = placeBeside(anchor.getBoundingClientRect(), size, side, screen);
    place.style.left = `${left}px`;
    place.style.top = `${top}px`;
    // The name of an icon says it already.
    const isName = anchor.getAttribute('aria-label') === place.textContent;
    if (isName || anchor.hasAttribute('aria-describedby')) return;
    anchor.setAttribute('aria-describedby', ID);
    return () => anchor.removeAttribute('aria-describedby');
  });
  return (
    <div ref={box} id={ID} role="tooltip" className={styles.tooltip}>
      {words}
    </div>
  );
}

/** Follow pointer and focus over the whole page; gives back how to stop. */
function watch(show: (shown: Shown | null) => void): () => void {
  let over: HTMLElement | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let hiddenAt = 0;
  let isShown = false;

  const open = (anchor: HTMLElement): void => {
    const words = findWords(anchor.dataset.tooltip ?? '');
    if (!words || !anchor.isConnected) return;
    isShown = true;
    show({ ...words, anchor });
  };
  const close = (): void => {
    clearTimeout(timer);
    over = null;
    if (!isShown) return;
    isShown = false;
    hiddenAt = performance.now();
    show(null);
  };
  const onOver = (event: PointerEvent): void => {
    const anchor = anchorOf(event.target);
    if (anchor === over) return;
    close();
    // A finger that touches is not a pointer that looks.
    if (!anchor || event.pointerType === 'touch') return;
    over = anchor;
    if (performance.now() - hiddenAt < WARM_MS) open(anchor);
    else timer = setTimeout(() => open(anchor), DELAY_MS);
  };
  const onFocus = (event: FocusEvent): void => {
    const anchor = anchorOf(event.target);
    if (!anchor?.matches(':focus-visible')) return;
    clearTimeout(timer);
    over = anchor;
    open(anchor);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') close();
  };

  const options = { capture: true, passive: true };
  document.addEventListener('pointerover', onOver, options);
  document.addEventListener('focusin', onFocus, options);
  document.addEventListener('keydown', onKey, options);
  const ends = ['focusout', 'pointerdown', 'scroll', 'wheel'] as const;
  for (const name of ends) document.addEventListener(name, close, options);
  document.documentElement.addEventListener('pointerleave', close);
  return () => {
    close();
    document.removeEventListener('pointerover', onOver, options);
    document.removeEventListener('focusin', onFocus, options);
    document.removeEventListener('keydown', onKey, options);
    for (const name of ends) document.removeEventListener(name, close, options);
    document.documentElement.removeEventListener('pointerleave', close);
  };
}

const anchorOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-tooltip]') : null;
