/** Logo reveals: the sign turns into the light, a line is drawn under it, the name follows. */

import * as THREE from 'three';
import { film } from '../film';
import { type Beat, clamp, mix, smooth } from '../kit/beat';
import { dolly } from '../kit/camera';
import { copyOf } from '../kit/copy';
import { reelOf } from '../kit/panel';
import { type Rect, safe, unit, whole, within } from '../kit/place';
import { matter, type Space, type Spot, spaceOf, spot, worldOf } from '../kit/space';
import type { Build } from '../kit/stage';

export const logoReveals: Build = async (stage, data) => {
  const space = spaceOf(stage, data);
  const hasWords = Boolean(data.heading) || data.lines.length > 0;
  const part = hasWords ? 0.5 : 1;
  const top: Rect = { ...safe, height: safe.height * part };
  const ground = await groundOf(space);
  const box = signBox(space, top, hasWords);
  const sign = data.logo ? await logoSign(space, spot(box)) : monogram(space, spot(box));
  const line = lineUnder(space, spot(box));
  const copy = copyOf(space, {
    rect: { ...safe, y: safe.y + safe.height * (part + 0.08), height: safe.height * (0.92 - part) },
    align: 'center',
    stand: 0,
    most: 12,
    at: 0.75,
  });
  const move = dolly(stage, space.camera, data.frames / film.fps, {
    from: [0.9, 0.5, 1.2],
    to: [0, 0, 0],
  });
  return worldOf(space, (beat) => {
    move(beat.time);
    ground(beat);
    sign(beat);
    line(beat);
    copy.update(beat);
  });
};

async function groundOf(space: Space): Promise<(beat: Beat) => void> {
  if (!space.data.media.length) return halo(space);
  const size = spot(whole);
  const far = { x: 0, y: 0, width: size.width * 1.6, height: size.height * 1.6 };
  const reel = await reelOf(space, far, 0);
  reel.group.position.z = -6;
  space.scene.add(reel.group);
  const dark = new THREE.Mesh(
    new THREE.PlaneGeometry(far.width, far.height),
    new THREE.MeshBasicMaterial({
      color: film.palette.background,
      transparent: true,
      opacity: 0.78,
      fog: false,
      toneMapped: false,
    }),
  );
  dark.position.z = -4;
  dark.renderOrder = 1;
  space.scene.add(dark);
  return ({ time, seconds }) => reel.update(time, seconds);
}

function signBox({ data }: Space, top: Rect, hasWords: boolean): Rect {
  const room = {
    ...top,
    x: top.x + top.width * 0.2,
    width: top.width * 0.6,
    y: top.y + top.height * (hasWords ? 0.14 : 0.3),
    height: top.height * (hasWords ? 0.78 : 0.4),
  };
  const shape = data.logo?.height ? data.logo.width / data.logo.height : 1;
  const most = data.logo ? room.height : Math.min(room.height, unit * 32);
  const box = within({ ...room, height: most }, shape);
  return { ...box, y: hasWords ? top.y + top.height - box.height - unit * 4 : box.y };
}

/** The logo as it is, on a plane that turns to the front. */
async function logoSign({ stage, data, scene }: Space, place: Spot) {
  const map = await stage.texture(data.logo?.name ?? '');
  const mesh = new THREE.Mesh(
    new THREE.PlaneGeometry(place.width, place.height),
    new THREE.MeshBasicMaterial({
      map,
      transparent: true,
      toneMapped: false,
      fog: false,
      side: THREE.DoubleSide,
    }),
  );
  mesh.renderOrder = 3;
  scene.add(mesh);
  return (beat: Beat) => {
    const share = beat.ease(0.3, film.pace.enter * 1.4);
    mesh.position.set(place.x, place.y, mix(-3, 0, share));
    mesh.rotation.y = (1 - share) * -1.4;
    (mesh.material as THREE.MeshBasicMaterial).opacity = clamp(share * 1.4);
  };
}

/** A sign of four solid parts for films without a logo. */
function monogram({ scene }: Space, place: Spot) {
  const { palette } = film;
  const radius = place.width / 2;
  const group = new THREE.Group();
  const colors = [palette.accent, palette.foreground, palette.muted];
  const parts = colors.map((color, index) => {
    const mesh = new THREE.Mesh(quarter(radius * 0.95), matter(color, { roughness: 0.32 }));
    mesh.rotation.z = -index * (Math.PI / 2);
    group.add(mesh);
    return mesh;
  });
  const ball = new THREE.Mesh(
    new THREE.SphereGeometry(radius * 0.44, 48, 32),
    matter(palette.foreground, { roughness: 0.25 }),
  );
  group.add(ball);
  scene.add(group);
  return (beat: Beat) => {
    const share = beat.enter(0.25, film.pace.enter * 1.7);
    group.position.set(place.x, place.y, 0);
    group.rotation.set(0.12 + (1 - share) * 0.8, -0.38 + (1 - share) * 2.2 + beat.drift * 0.3, 0);
    group.scale.setScalar(clamp(share * 1.2, 0.001, 1.2) * 0.95);
    parts.forEach((part, index) => {
      const out = (1 - share) * radius * 1.6 + radius * 0.05;
      const angle = Math.PI / 4 - index * (Math.PI / 2);
      part.position.set(Math.cos(angle) * out, Math.sin(angle) * out, 0);
    });
    ball.position.set(-radius * 0.5, radius * 0.5, radius * 0.1 + (1 - share) * 3);
  };
}

function quarter(radius: number): THREE.ExtrudeGeometry {
  const shape = new THREE.Shape();
  shape.moveTo(0, 0);
  shape.lineTo(radius, 0);
  shape.absarc(0, 0, radius, 0, Math.PI / 2, false);
  shape.lineTo(0, 0);
  const geometry = new THREE.ExtrudeGeometry(shape, {
    depth: radius * 0.3,
    bevelEnabled: true,
    bevelSize: radius * 0.03,
    bevelThickness: radius * 0.03,
    bevelSegments: 3,
    curveSegments: 32,
  });
  geometry.translate(0, 0, -radius * 0.15);
  return geometry;
}

function lineUnder({ scene }: Space, place: Spot) {
  const mesh = new THREE.Mesh(
    new THREE.BoxGeometry(1, 0.045, 0.045),
    new THREE.MeshBasicMaterial({ color: film.palette.accent, toneMapped: false }),
  );
  scene.add(mesh);
  return (beat: Beat) => {
    mesh.position.set(place.x, place.y - place.height / 2 - 0.35, 0);
    mesh.scale.x = Math.max(0.001, Math.max(place.width * 1.2, 3) * beat.ease(0.5, 0.9));
  };
}

/** Rings that spread behind the sign, once. */
function halo({ scene }: Space) {
  const rings = [0, 0.18, 0.36].map((late) => {
    const ring = new THREE.Mesh(
      new THREE.TorusGeometry(1, 0.006, 6, 128),
      new THREE.MeshBasicMaterial({
        color: film.palette.muted,
        transparent: true,
        toneMapped: false,
        fog: false,
      }),
    );
    scene.add(ring);
    return { ring, late };
  });
  return (beat: Beat) => {
    for (const { ring, late } of rings) {
      const share = beat.ease(0.3 + late, 2.2);
      ring.position.set(0, 1, -2.5);
      ring.scale.setScalar(mix(0.6, 4 + late * 9, smooth(share)));
      (ring.material as THREE.MeshBasicMaterial).opacity =
        0.5 * (1 - share * 0.75) * clamp(share * 20);
    }
  };
}
