/** Morph transitions: one body becomes the next, in light. */

import * as THREE from 'three';
import { film } from '../film';
import { clamp, mix, smooth } from '../kit/beat';
import { dolly } from '../kit/camera';
import { copyOf } from '../kit/copy';
import { halves } from '../kit/place';
import { matter, type Space, spaceOf, spot, worldOf } from '../kit/space';
import type { Build } from '../kit/stage';

/** The length of a direction's ray in each body. */
const BODIES: ((x: number, y: number, z: number) => number)[] = [
  () => 0.92,
  (x, y, z) => 0.86 * (Math.abs(x) ** 6 + Math.abs(y) ** 6 + Math.abs(z) ** 6) ** (-1 / 6),
  (x, y, z) => 0.84 + 0.2 * Math.sin(x * 5) * Math.sin(y * 5 + 1) * Math.sin(z * 5 + 2),
  (x, y, z) => 1.18 * (Math.abs(x) ** 1.2 + Math.abs(y) ** 1.2 + Math.abs(z) ** 1.2) ** (-1 / 1.2),
];

export const morphTransitions: Build = async (stage, data) => {
  const space = spaceOf(stage, data);
  const { words, show } = halves(0.52);
  const place = spot(show);
  const copy = copyOf(space, { rect: words, at: 0.2 });
  const radius = Math.min(place.width, place.height) * 0.44;
  const { mesh, directions, skins } = await bodyOf(space);
  mesh.position.set(place.x, place.y, -radius * 0.6);
  space.scene.add(mesh);
  const material = mesh.material as THREE.MeshStandardMaterial;
  const move = dolly(stage, space.camera, data.frames / film.fps, {
    from: [0.8, 0.4, 0.8],
    to: [-0.6, 0, -0.2],
  });
  const hasMedia = skins.length > 0;
  return worldOf(space, (beat) => {
    move(beat.time);
    copy.update(beat);
    const stages = Math.max(3, Math.min(4, skins.length));
    const at = clamp(beat.time / beat.seconds, 0, 0.999) * stages;
    const share = smooth((at - Math.floor(at) - 0.42) / 0.58);
    shape(mesh.geometry, directions, Math.floor(at), share);
    const skin = skins[Math.min(skins.length - 1, Math.floor((at / stages) * skins.length))];
    if (skin && material.map !== skin) {
      material.map = skin;
      material.needsUpdate = true;
    }
    mesh.scale.setScalar(radius * beat.enter(0, film.pace.enter * 1.5));
    mesh.rotation.set(0.25, mix(-0.5, 0.5, beat.drift) * (hasMedia ? 0.5 : 1.6), 0.1);
  });
};

/** A ball of even points; the pictures lie on its front. */
async function bodyOf({ stage, data }: Space) {
  const geometry = new THREE.SphereGeometry(1, 112, 80);
  const places = geometry.getAttribute('position');
  const directions = Float32Array.from(places.array);
  const uv = geometry.getAttribute('uv');
  for (let at = 0; at < places.count; at++) {
    uv.setXY(at, 0.5 + places.getX(at) * 0.46, 0.5 + places.getY(at) * 0.46);
  }
  const skins = await Promise.all(
    data.media.map((medium) => stage.texture(medium.name, { begin: data.from / film.fps })),
  );
  const [skin] = skins;
  const material = skin
    ? matter('#ffffff', { map: skin, roughness: 0.6 })
    : matter(film.palette.accent, { roughness: 0.28 });
  return { mesh: new THREE.Mesh(geometry, material), directions, skins };
}

function shape(
  geometry: THREE.BufferGeometry,
  directions: Float32Array,
  index: number,
  share: number,
) {
  const places = geometry.getAttribute('position');
  const one = BODIES[index % BODIES.length];
  const other = BODIES[(index + 1) % BODIES.length];
  for (let at = 0; at < places.count; at++) {
    const x = directions[at * 3] ?? 0;
    const y = directions[at * 3 + 1] ?? 0;
    const z = directions[at * 3 + 2] ?? 0;
    const length = mix(one?.(x, y, z) ?? 1, other?.(x, y, z) ?? 1, share);
    places.setXYZ(at, x * length, y * length, z * length);
  }
  places.needsUpdate = true;
  geometry.computeVertexNormals();
}
