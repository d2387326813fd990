/** Finds the cards of the grid on the page, to move the focus between them. */

const cards = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-card-link]')];

/** Focus the card at a place, the last one if there are fewer; false if there is none. */
export function focusCard(place: number): boolean {
  const all = cards();
  const card = all[Math.min(place, all.length - 1)];
  card?.focus();
  return card !== undefined;
}

/** Which of how many cards this is, and how many stand in a row. */
export function placeOfCard(card: HTMLElement): { at: number; count: number; columns: number } {
  const all = cards();
  const at = all.indexOf(card);
  const top = all[0]?.getBoundingClientRect().top;
  const next = all.findIndex((one) => one.getBoundingClientRect().top !== top);
  return { at, count: all.length, columns: next < 0 ? all.length : next };
}
