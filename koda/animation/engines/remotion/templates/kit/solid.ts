/** A faceted solid seen by a camera: turned, lit and drawn as flat polygons. */

import { blend } from './color';

type Point = [number, number, number];

export interface Face3 {
  points: string;
  color: string;
}

const PHI = (1 + Math.sqrt(5)) / 2;

/** A ball of 80 facets, of radius 1. */
export const gem: Point[][] = divided(icosahedron());

function icosahedron(): Point[][] {
  const corners: Point[] = [];
  for (const a of [-1, 1]) {
    for (const b of [-PHI, PHI]) corners.push([0, a, b], [a, b, 0], [b, 0, a]);
  }
  const faces: Point[][] = [];
  const near = (one: Point, other: Point) => Math.abs(distance(one, other) - 2) < 0.01;
  corners.forEach((one, i) => {
    corners.forEach((two, j) => {
      corners.forEach((three, k) => {
        if (i < j && j < k && near(one, two) && near(two, three) && near(one, three)) {
          faces.push([one, two, three]);
        }
      });
    });
  });
  return faces.map((face) => face.map(unitOf));
}

function divided(faces: Point[][]): Point[][] {
  return faces.flatMap((face) => {
    const [a, b, c] = face as [Point, Point, Point];
    const ab = unitOf(middle(a, b));
    const bc = unitOf(middle(b, c));
    const ca = unitOf(middle(c, a));
    return [
      [a, ab, ca],
      [ab, b, bc],
      [ca, bc, c],
      [ab, bc, ca],
    ];
  });
}

interface Light {
  base: string;
  rim: string;
  shade: string;
}

/** The facets that face the camera, back to front, in pixels around 0. */
export function facets(
  turn: number,
  tilt: number,
  radius: number,
  open: number,
  light: Light,
): Face3[] {
  const drawn = gem.map((face, index) => {
    const push = 1 + open * (0.5 + ((index * 37) % 17) / 17);
    const center = face.reduce<Point>((sum, point) => add(sum, point, 1 / 3), [0, 0, 0]);
    const moved = face.map((point) => turned(add(point, center, push - 1), turn, tilt));
    const normal = turned(unitOf(center), turn, tilt);
    return { moved, normal, depth: moved.reduce((sum, point) => sum + point[2], 0) };
  });
  return drawn
    .filter(({ normal }) => normal[2] > -0.12 || open > 0.02)
    .sort((one, other) => one.depth - other.depth)
    .map(({ moved, normal }) => ({
      points: moved.map((point) => project(point, radius)).join(' '),
      color: shaded(normal, light),
    }));
}

function shaded(normal: Point, light: Light): string {
  const key = Math.max(0, dot(normal, unitOf([-0.6, -0.8, 0.7])));
  const rim = Math.max(0, dot(normal, unitOf([0.9, 0.25, -0.1]))) ** 1.5;
  const lit = blend(light.shade, light.base, Math.min(1, 0.08 + key ** 1.3 * 0.95));
  return blend(hex(lit), light.rim, Math.min(0.92, rim * 1.15));
}

function hex(color: string): string {
  const parts = color.match(/\d+/g) ?? [];
  return `#${parts.map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`;
}

function project(point: Point, radius: number): string {
  const scale = (radius * 4.2) / (4.2 - point[2]);
  return `${(point[0] * scale).toFixed(1)},${(point[1] * scale).toFixed(1)}`;
}

function turned([x, y, z]: Point, turn: number, tilt: number): Point {
  const x1 = x * Math.cos(turn) + z * Math.sin(turn);
  const z1 = z * Math.cos(turn) - x * Math.sin(turn);
  return [x1, y * Math.cos(tilt) - z1 * Math.sin(tilt), y * Math.sin(tilt) + z1 * Math.cos(tilt)];
}

function add(one: Point, other: Point, share: number): Point {
  return [one[0] + other[0] * share, one[1] + other[1] * share, one[2] + other[2] * share];
}

function middle(one: Point, other: Point): Point {
  return [(one[0] + other[0]) / 2, (one[1] + other[1]) / 2, (one[2] + other[2]) / 2];
}

function dot(one: Point, other: Point): number {
  return one[0] * other[0] + one[1] * other[1] + one[2] * other[2];
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
}

function unitOf(point: Point): Point {
  const length = Math.hypot(...point) || 1;
  return [point[0] / length, point[1] / length, point[2] / length];
}
