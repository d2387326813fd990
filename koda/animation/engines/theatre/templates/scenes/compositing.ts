/** Compositing: ground, cards and words in planes of one space that belong together. */

import * as THREE from 'three';
import { film } from '../film';
import { type Beat, mix } from '../kit/beat';
import { dolly } from '../kit/camera';
import { copyOf, shade } from '../kit/copy';
import { panelOf, roundedPlane } from '../kit/panel';
import { halves, isWide, margin, type Rect, safe, whole } from '../kit/place';
import { matter, type Space, spaceOf, spot, worldOf } from '../kit/space';
import type { Build } from '../kit/stage';
import type { Medium } from '../kit/types';

export const compositing: Build = async (stage, data) => {
  const space = spaceOf(stage, data);
  const [ground, ...cards] = data.media;
  const { words, show } = halves(0.48);
  const below: Rect = isWide
    ? {
        ...safe,
        width: safe.width * 0.62,
        y: safe.y + safe.height * 0.3,
        height: safe.height * 0.7,
      }
    : { ...safe, y: safe.y + safe.height * 0.5, height: safe.height * 0.5 };
  const planes = ground ? await groundOf(space, ground, cards.length > 0) : glass(space);
  const mosaic = cards.length ? await mosaicOf(space, cards, show) : null;
  const copy = copyOf(space, {
    rect: ground ? (cards.length ? words : below) : inset(panel()),
    stand: ground && !cards.length ? 1 : 0.5,
    most: ground ? 13 : 12,
    at: 0.2,
  });
  const move = dolly(stage, space.camera, data.frames / film.fps, {
    from: [-0.5, 0.2, 0.5],
    to: [0.4, 0, -0.2],
  });
  return worldOf(space, (beat) => {
    move(beat.time);
    planes(beat);
    mosaic?.(beat);
    copy.update(beat);
  });
};

function panel(): Rect {
  const wide = isWide ? Math.min(film.width * 0.62, film.height * 1.25) : safe.width;
  const high = film.height * (isWide ? 0.62 : 0.5);
  return { x: (film.width - wide) / 2, y: (film.height - high) / 2, width: wide, height: high };
}

function inset(rect: Rect): Rect {
  const by = margin * 0.9;
  return {
    x: rect.x + by,
    y: rect.y + by,
    width: rect.width - 2 * by,
    height: rect.height - 2 * by,
  };
}

/** The first picture fills the frame, far behind; a shade of the ground lies on it. */
async function groundOf(space: Space, medium: Medium, hasCards: boolean) {
  const size = spot(whole);
  const back = await panelOf(
    space,
    medium,
    { width: size.width * 1.55, height: size.height * 1.55 },
    0,
  );
  back.mesh.position.z = -5;
  space.scene.add(back.mesh);
  if (hasCards) {
    (back.mesh.material as THREE.MeshBasicMaterial).color.setScalar(0.12);
    return () => back.open(1);
  }
  shade(space, '180deg');
  return () => back.open(1);
}

/** Balls of colour behind a sheet of dark glass. */
function glass({ scene }: Space): (beat: Beat) => void {
  const { palette } = film;
  const size = spot(panel());
  const balls = [
    { x: -0.52, y: 0.42, z: -1.6, radius: 0.3, color: palette.accent },
    { x: 0.54, y: -0.44, z: -1.2, radius: 0.24, color: palette.accent },
    { x: 0.48, y: 0.52, z: -2.6, radius: 0.17, color: palette.foreground },
    { x: -0.44, y: -0.56, z: -3, radius: 0.13, color: palette.muted },
  ].map(({ x, y, z, radius, color }) => {
    const own = Math.min(size.width, size.height) * radius;
    const ball = new THREE.Mesh(
      new THREE.SphereGeometry(own, 56, 40),
      matter(color, { roughness: 0.35 }),
    );
    ball.position.set(x * size.width, y * size.height, z - own);
    scene.add(ball);
    return ball;
  });
  const homes = balls.map((ball) => ball.position.clone());
  const sheet = new THREE.Mesh(
    roundedPlane(size.width, size.height, 0.28, 1),
    new THREE.MeshBasicMaterial({
      color: palette.background,
      transparent: true,
      opacity: 0.78,
      toneMapped: false,
      fog: false,
    }),
  );
  const edge = new THREE.LineLoop(
    outlineOf(sheet.geometry),
    new THREE.LineBasicMaterial({
      color: palette.muted,
      transparent: true,
      opacity: 0.6,
      toneMapped: false,
    }),
  );
  sheet.add(edge);
  scene.add(sheet);
  return (beat) => {
    const share = beat.ease(0, film.pace.enter * 1.3);
    sheet.position.y = (1 - share) * -1.4;
    (sheet.material as THREE.MeshBasicMaterial).opacity = 0.78 * share;
    balls.forEach((ball, index) => {
      const home = homes[index];
      if (!home) return;
      const grow = beat.enter(index * 0.08, film.pace.enter * 1.6);
      ball.scale.setScalar(Math.max(grow, 0.001));
      ball.position.set(home.x, home.y + Math.sin(beat.time * 0.9 + index * 2) * 0.22, home.z);
    });
  };
}

function outlineOf(geometry: THREE.BufferGeometry): THREE.BufferGeometry {
  const places = geometry.getAttribute('position');
  const points = Array.from(
    { length: places.count },
    (_, at) => new THREE.Vector3(places.getX(at), places.getY(at), 0.005),
  );
  return new THREE.BufferGeometry().setFromPoints(points);
}

/** The other pictures in a grid of equal gaps, a little nearer one after another. */
async function mosaicOf(space: Space, media: Medium[], show: Rect): Promise<(beat: Beat) => void> {
  const area = spot(show);
  const columns = media.length > 2 ? 2 : 1;
  const rows = Math.ceil(media.length / columns);
  const gap = 0.22;
  const height = (area.height - gap * (rows - 1)) / rows;
  const panels = await Promise.all(
    media.map((medium, index) => {
      const inRow = Math.min(columns, media.length - Math.floor(index / columns) * columns);
      return panelOf(space, medium, { width: (area.width - gap * (inRow - 1)) / inRow, height });
    }),
  );
  for (const { mesh } of panels) space.scene.add(mesh);
  return (beat) => {
    panels.forEach(({ mesh, open }, index) => {
      const row = Math.floor(index / columns);
      const inRow = Math.min(columns, media.length - row * columns);
      const width = (area.width - gap * (inRow - 1)) / inRow;
      const share = beat.enter(0.25 + index * 0.08, film.pace.enter * 1.2);
      mesh.position.set(
        area.x - area.width / 2 + width / 2 + (index % columns) * (width + gap),
        area.y + area.height / 2 - height / 2 - row * (height + gap),
        mix(-2.5, -0.2, share),
      );
      mesh.rotation.y = (1 - share) * -0.5;
      open(share);
    });
  };
}
