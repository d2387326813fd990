/** Pictures and films as planes with round corners, filled like CSS `object-fit: cover`. */

import * as THREE from 'three';
import { film } from '../film';
import { clamp } from './beat';
import type { Space } from './space';
import type { Medium } from './types';

export interface Panel {
  mesh: THREE.Mesh;
  medium: Medium;
  /** 0 to 1: how much of it is there. */
  open(share: number): void;
}

export async function panelOf(
  { stage, data }: Space,
  medium: Medium,
  size: { width: number; height: number },
  radius = 0.16,
): Promise<Panel> {
  const map = await stage.texture(medium.name, { begin: data.from / film.fps });
  const material = new THREE.MeshBasicMaterial({
    map,
    toneMapped: false,
    transparent: true,
    fog: false,
  });
  const shape = medium.height ? medium.width / medium.height : 1.5;
  const mesh = new THREE.Mesh(roundedPlane(size.width, size.height, radius, shape), material);
  return {
    mesh,
    medium,
    open(share) {
      material.opacity = clamp(share * 1.5);
      mesh.visible = share > 0.001;
    },
  };
}

/** A plane with round corners whose picture of a shape (width / height) covers it. */
export function roundedPlane(width: number, height: number, radius: number, picture: number) {
  const [w, h] = [width / 2, height / 2];
  const r = Math.min(radius, w, h);
  const outline = new THREE.Shape();
  const corners: [number, number][] = [
    [w - r, -h + r],
    [w - r, h - r],
    [-w + r, h - r],
    [-w + r, -h + r],
  ];
  corners.forEach(([x, y], at) => {
    const begin = (at - 1) * (Math.PI / 2);
    outline.absarc(x, y, r, begin, begin + Math.PI / 2, false);
  });
  const geometry = new THREE.ShapeGeometry(outline, 24);
  const own = width / height;
  const [sx, sy] = own > picture ? [1, picture / own] : [own / picture, 1];
  const places = geometry.getAttribute('position');
  const uv = new Float32Array(places.count * 2);
  for (let at = 0; at < places.count; at++) {
    uv[at * 2] = 0.5 + (places.getX(at) / width) * sx;
    uv[at * 2 + 1] = 0.5 + (places.getY(at) / height) * sy;
  }
  geometry.setAttribute('uv', new THREE.BufferAttribute(uv, 2));
  return geometry;
}

/** Several in one place, one after another. */
export async function reelOf(
  space: Space,
  size: { x: number; y: number; width: number; height: number },
  radius?: number,
) {
  const { media } = space.data;
  const group = new THREE.Group();
  group.position.set(size.x, size.y, 0);
  const panels = await Promise.all(media.map((medium) => panelOf(space, medium, size, radius)));
  for (const { mesh } of panels) group.add(mesh);
  return {
    group,
    update(time: number, seconds: number) {
      const each = seconds / Math.max(panels.length, 1);
      panels.forEach(({ mesh, open }, index) => {
        const since = time - index * each;
        const share = index ? clamp(since / Math.min(0.5, each * 0.4)) : 1;
        open(since >= 0 ? share : 0);
        mesh.position.z = index * 0.02;
        mesh.scale.setScalar(1 + (1 - share) * 0.06);
      });
    },
  };
}
