/** Numbers that look random and are the same each time. */

/** 0 to 1 from two whole numbers. */
export function random(one: number, other = 0): number {
  let hash = Math.imul(one + 1, 0x27d4eb2d) ^ Math.imul(other + 1, 0x165667b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
