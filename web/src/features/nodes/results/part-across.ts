/** How far across an element the mouse is, from 0 to 1; none for a finger, which covers what it points at. */
export function partAcross(
  element: Element,
  event: { clientX: number; pointerType: string; buttons: number },
): number | null {
  if (event.pointerType === 'touch' || event.buttons !== 0) return null;
  const { left, width } = element.getBoundingClientRect();
  return Math.min(1, Math.max(0, (event.clientX - left) / Math.max(1, width)));
}
