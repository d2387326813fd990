/** Numbers and times of a card in words. */

export const nodeCountWords = (count: number): string =>
  count === 1 ? '1 node' : `${count} nodes`;

/** Unix milliseconds of what the server says: a number, or the original's ISO text. */
export const timeOf = (time: number | string): number =>
  typeof time === 'number' ? time : Date.parse(time);
