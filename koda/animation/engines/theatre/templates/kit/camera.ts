/** The camera's way, played by Theatre.js: a little closer, a little around. */

import type * as THREE from 'three';
import { clamp } from './beat';
import { distance } from './space';
import type { Key, Stage } from './stage';

interface Move {
  /** World units from which it comes, and to which it goes on. */
  from: [number, number, number];
  to: [number, number, number];
}

/** Moves the camera over the whole scene, looking at the middle of the picture. */
export function dolly(stage: Stage, camera: THREE.PerspectiveCamera, seconds: number, move: Move) {
  const keys = (axis: 0 | 1 | 2): Key[] => [
    [0, move.from[axis], 'out'],
    [Math.max(seconds * 0.45, 0.1), (move.from[axis] + move.to[axis] * 2) / 3, 'linear'],
    [seconds, move.to[axis]],
  ];
  const sheet = stage.sheet({ camera: { x: keys(0), y: keys(1), z: keys(2) } });
  return (time: number) => {
    const { x = 0, y = 0, z = 0 } = sheet.at(clamp(time, 0, seconds)).camera ?? {};
    camera.position.set(x, y, distance + z);
    camera.lookAt(0, 0, 0);
  };
}
