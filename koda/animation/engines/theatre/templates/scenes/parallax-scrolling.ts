/** Parallax scrolling: layers stand at true depths, and the camera passes them. */

import * as THREE from 'three';
import { film } from '../film';
import { type Beat, mix, smooth } from '../kit/beat';
import { random } from '../kit/chance';
import { copyOf } from '../kit/copy';
import { panelOf } from '../kit/panel';
import { isWide, type Rect, safe, whole } from '../kit/place';
import { distance, type Space, spaceOf, spot, worldOf } from '../kit/space';
import type { Build } from '../kit/stage';

const { palette } = film;

export const parallaxScrolling: Build = async (stage, data) => {
  const space = spaceOf(stage, data);
  space.scene.fog = null;
  const hasMedia = data.media.length > 0;
  const layers = hasMedia ? await gallery(space) : land(space);
  const copy = copyOf(space, {
    rect: words(hasMedia),
    stand: hasMedia ? 0.5 : 0.42,
    most: 13,
    at: 0.1,
  });
  const seconds = data.frames / film.fps;
  const sheet = stage.sheet({
    camera: {
      x: [
        [0, hasMedia ? -0.7 : -1.5, 'inOut'],
        [seconds, hasMedia ? 0.7 : 1.5],
      ],
    },
  });
  return worldOf(space, (beat) => {
    const { x = 0 } = sheet.at(Math.min(beat.time, seconds)).camera ?? {};
    space.camera.position.set(x, 0, distance);
    layers(beat);
    copy.update(beat);
  });
};

function words(hasMedia: boolean): Rect {
  if (!hasMedia) {
    return { ...safe, height: safe.height * 0.5, width: isWide ? safe.width * 0.6 : safe.width };
  }
  if (isWide) return { ...safe, width: safe.width * 0.4 };
  return { ...safe, y: safe.y + safe.height * 0.64, height: safe.height * 0.36 };
}

const DEPTHS = [-22, -13, -7, -2.5];

/** Hills before a low sun. */
function land({ scene }: Space): (beat: Beat) => void {
  const picture = spot(whole);
  const sun = new THREE.Mesh(
    new THREE.CircleGeometry(1, 96),
    new THREE.MeshBasicMaterial({ color: palette.accent, toneMapped: false }),
  );
  scene.add(sun);
  const hills = DEPTHS.map((z, layer) => {
    const scale = (distance - z) / distance;
    const mesh = new THREE.Mesh(
      new THREE.ShapeGeometry(ridge(picture.width * scale, picture.height * scale, layer), 1),
      new THREE.MeshBasicMaterial({ color: tone(layer), toneMapped: false }),
    );
    scene.add(mesh);
    return mesh;
  });
  return (beat) => {
    const rise = beat.ease(0, film.pace.enter * 2);
    const far = (distance + 40) / distance;
    const size = Math.min(picture.width, picture.height) * 0.2 * far;
    sun.scale.setScalar(size);
    sun.position.set(
      picture.width * (isWide ? 0.26 : 0.1) * far,
      picture.height * mix(-0.22, -0.07, smooth(rise)) * far,
      -40,
    );
    hills.forEach((hill, layer) => {
      hill.position.set(0, -picture.height * 0.06 * (layer + 1) * (1 - rise), DEPTHS[layer] ?? 0);
    });
  };
}

function ridge(width: number, height: number, layer: number): THREE.Shape {
  const base = [-0.1, -0.21, -0.32, -0.43][layer] ?? 0;
  const high = [0.09, 0.085, 0.075, 0.06][layer] ?? 0;
  const phase = random(layer) * 6.28;
  const shape = new THREE.Shape();
  shape.moveTo(-width, -height);
  for (let step = 0; step <= 90; step++) {
    const share = step / 90;
    const wave =
      Math.sin(share * 11 + phase) * 0.55 +
      Math.sin(share * 21 + phase * 2.3) * 0.3 +
      Math.sin(share * 47 + phase * 5) * 0.06;
    shape.lineTo(mix(-width, width, share), height * (base + high * wave));
  }
  shape.lineTo(width, -height);
  return shape;
}

/** Paler the farther they are. */
function tone(layer: number): THREE.Color {
  const ground = new THREE.Color(palette.background);
  return ground.lerp(new THREE.Color(palette.accent), [0.5, 0.34, 0.2, 0.1][layer] ?? 0.1);
}

/** Where panels stand, in shares of the picture from its middle, with their width and depth. */
const WIDE = [
  { x: 0.16, y: 0.12, width: 0.3, shape: 1.05, z: -1.5 },
  { x: 0.35, y: -0.17, width: 0.24, shape: 0.9, z: 0 },
  { x: 0.1, y: -0.27, width: 0.18, shape: 1.2, z: -4 },
  { x: 0.42, y: 0.27, width: 0.17, shape: 1.1, z: -6 },
];
const HIGH = [
  { x: -0.12, y: 0.27, width: 0.62, shape: 1.05, z: -1.5 },
  { x: 0.2, y: 0.08, width: 0.5, shape: 1, z: 0 },
  { x: -0.3, y: 0, width: 0.34, shape: 1.1, z: -4 },
  { x: 0.36, y: 0.36, width: 0.36, shape: 1.1, z: -6 },
];

async function gallery(space: Space): Promise<(beat: Beat) => void> {
  const { media } = space.data;
  const picture = spot(whole);
  const only = media.length === 1;
  const places = isWide ? WIDE : HIGH;
  const panels = await Promise.all(
    media.map((medium, index) => {
      const place = places[index % places.length] ?? WIDE[0];
      const width = picture.width * (place?.width ?? 0.3) * (only ? 1.35 : 1);
      const height = Math.min(width / (place?.shape ?? 1), picture.height * (isWide ? 0.78 : 0.5));
      return panelOf(space, medium, { width, height });
    }),
  );
  for (const { mesh } of panels) space.scene.add(mesh);
  const pages = Math.ceil(media.length / places.length);
  return (beat) => {
    const page = Math.min(pages - 1, Math.floor((beat.time / beat.seconds) * pages));
    panels.forEach(({ mesh, open }, at) => {
      const index = at - page * places.length;
      const place = places[index];
      if (!place) {
        open(0);
        return;
      }
      const scale = (distance - place.z) / distance;
      const share = beat.ease(page ? 0 : index * 0.12, film.pace.enter * 1.3);
      mesh.position.set(
        picture.width * (only && isWide ? 0.22 : place.x) * scale,
        picture.height * (only ? (isWide ? 0 : 0.2) : place.y) * scale - (1 - share) * 1.2,
        place.z,
      );
      mesh.renderOrder = 10 + place.z;
      open(share);
    });
  };
}
