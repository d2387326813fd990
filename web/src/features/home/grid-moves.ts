/** Where the arrow keys lead in a grid whose last row may be short. */

/** The place to go to from `at` among `count` in `columns`; the same place at an edge. */
export function moveInGrid(key: string, at: number, count: number, columns: number): number {
  const last = count - 1;
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, at - 1);
    case 'ArrowRight':
      return Math.min(last, at + 1);
    case 'ArrowUp':
      return at >= columns ? at - columns : at;
    case 'ArrowDown': {
      const isLastRow = Math.floor(at / columns) === Math.floor(last / columns);
      return isLastRow ? at : Math.min(last, at + columns);
    }
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return at;
  }
}
