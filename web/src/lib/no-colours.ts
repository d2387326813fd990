/** Stands in for `d3-color`, 4 KB: the canvas moves and zooms, and never lets one colour pass into another. */

/** What is asked whether something is a colour: nothing is. */
export function color(): null {
  return null;
}

function none(): never {
  throw new Error('Colours pass into each other by CSS alone.');
}

/** @public */
export const cubehelix = none;
/** @public */
export const hcl = none;
/** @public */
export const hsl = none;
/** @public */
export const lab = none;
/** @public */
export const rgb = none;
