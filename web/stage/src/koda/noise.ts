/** Numbers that look random and are always the same. */

/** 0…1 from any number or word. */
export function random(seed: number | string): number {
  let hash = 0x811c9dc5; // FNV-1a, then Murmur3's last mix
  for (const letter of String(seed)) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

function lattice(x: number, y: number, z: number): number {
  let hash = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(z, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 31 - 1;
}

const smooth = (t: number) => t * t * t * (t * (6 * t - 15) + 10);
const between = (a: number, b: number, t: number) => a + (b - a) * t;

/** Smooth value noise, -1…1, one hill or valley about every whole number. */
export function noise(x: number, y = 0, z = 0): number {
  const [fx, fy, fz] = [Math.floor(x), Math.floor(y), Math.floor(z)];
  const [u, v, w] = [smooth(x - fx), smooth(y - fy), smooth(z - fz)];
  const row = (dy: number, dz: number) =>
    between(lattice(fx, fy + dy, fz + dz), lattice(fx + 1, fy + dy, fz + dz), u);
  const face = (dz: number) => between(row(0, dz), row(1, dz), v);
  return between(face(0), face(1), w);
}
