/** Gives the focus back when a layer closes, unless somebody else has taken it meanwhile. */
export function returnFocus(event: Event, to: Element | null): void {
  event.preventDefault();
  if (document.activeElement === document.body && to instanceof HTMLElement)
    to.focus({ preventScroll: true });
}
