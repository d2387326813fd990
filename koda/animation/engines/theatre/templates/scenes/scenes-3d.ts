/** 3D scenes: one solid thing in three lights, or pictures standing in space. */

import * as THREE from 'three';
import { film } from '../film';
import { type Beat, mix, smooth } from '../kit/beat';
import { dolly } from '../kit/camera';
import { copyOf } from '../kit/copy';
import { type Panel, panelOf } from '../kit/panel';
import { halves, within } from '../kit/place';
import { matter, type Space, type Spot, spaceOf, spot, worldOf } from '../kit/space';
import type { Build } from '../kit/stage';

const MOST_PANELS = 5;

export const scenes3d: Build = async (stage, data) => {
  const space = spaceOf(stage, data);
  const seconds = data.frames / film.fps;
  const { words, show } = halves(0.52);
  const copy = copyOf(space, { rect: words, at: 0.2 });
  const show3d = data.media.length ? await fan(space, show) : solid(space, spot(show));
  const move = dolly(stage, space.camera, seconds, { from: [1.1, 0.7, 1], to: [-0.7, 0.1, -0.4] });
  return worldOf(space, (beat) => {
    move(beat.time);
    copy.update(beat);
    show3d(beat);
  });
};

/** A knot with two moons over a soft shade. */
function solid({ scene }: Space, place: Spot): (beat: Beat) => void {
  const { palette } = film;
  const radius = Math.min(place.width, place.height) * 0.3;
  const group = new THREE.Group();
  group.position.set(place.x, place.y, -0.4);
  const knot = new THREE.Mesh(
    new THREE.TorusKnotGeometry(radius * 0.82, radius * 0.27, 180, 28, 2, 3),
    matter(palette.foreground, { roughness: 0.3 }),
  );
  const moons = [0.2, 0.12].map((size, index) => {
    const moon = new THREE.Mesh(
      new THREE.SphereGeometry(radius * size, 32, 24),
      matter(index ? palette.foreground : palette.accent, { roughness: 0.35 }),
    );
    group.add(moon);
    return moon;
  });
  const orbit = new THREE.Mesh(
    new THREE.TorusGeometry(radius * 1.5, radius * 0.012, 8, 128),
    new THREE.MeshBasicMaterial({ color: palette.muted, toneMapped: false }),
  );
  orbit.rotation.x = Math.PI / 2.35;
  group.add(knot, orbit);
  scene.add(group);
  return (beat) => {
    const share = beat.enter(0, film.pace.enter * 1.7);
    group.scale.setScalar(mix(0.4, 1, share) * mix(0.96, 1.06, smooth(beat.drift)));
    group.rotation.set(0.18, -0.3, -0.22);
    knot.rotation.set(beat.drift * 0.5, 0.4 + beat.drift * 0.8 - (1 - share) * 1.6, 0);
    moons.forEach((moon, index) => {
      const angle = 0.6 + index * 2.7 + beat.drift * 2.2;
      const far = radius * 1.5;
      moon.position.set(
        Math.cos(angle) * far,
        -Math.sin(angle) * far * 0.23,
        Math.sin(angle) * far * 0.97,
      );
    });
  };
}

/** Panels one behind the other, the first one nearest. */
async function fan(space: Space, rect: { x: number; y: number; width: number; height: number }) {
  const { media } = space.data;
  const count = Math.min(media.length, MOST_PANELS);
  const first = media[0];
  const shape = first?.height ? Math.min(1.5, Math.max(0.8, first.width / first.height)) : 1.3;
  const wide = count > 1 ? 0.72 : 0.94;
  const card = within({ ...rect, width: rect.width * wide, height: rect.height * 0.86 }, shape);
  const size = spot(card);
  const middle = spot(rect);
  const panels: Panel[] = await Promise.all(media.map((medium) => panelOf(space, medium, size)));
  const pages = Math.ceil(media.length / MOST_PANELS);
  for (const { mesh } of panels) space.scene.add(mesh);
  return (beat: Beat) => {
    const page = Math.min(pages - 1, Math.floor((beat.time / beat.seconds) * pages));
    panels.forEach(({ mesh, open }, at) => {
      const index = at - page * MOST_PANELS;
      const share =
        index >= 0 && index < MOST_PANELS ? beat.enter(0.1 * index, film.pace.enter * 1.4) : 0;
      const spread = count > 1 ? (index - (count - 1) / 2) / count : 0;
      mesh.position.set(
        middle.x + spread * middle.width * 0.5,
        middle.y + spread * middle.height * 0.14,
        -0.4 - index * 1.1 - (1 - share) * 4,
      );
      mesh.rotation.y = mix(-0.46, -0.2, smooth(beat.drift)) - (1 - share) * 0.7;
      mesh.renderOrder = MOST_PANELS - index;
      open(share);
    });
  };
}
