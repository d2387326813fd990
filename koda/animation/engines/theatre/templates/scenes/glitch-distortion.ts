/** Glitch and distortion: a clean space that breaks for a few frames, then holds. */

import * as THREE from 'three';
import { film } from '../film';
import { type Beat, clamp, mix } from '../kit/beat';
import { dolly } from '../kit/camera';
import { random } from '../kit/chance';
import { copyOf, shade } from '../kit/copy';
import { type Panel, panelOf } from '../kit/panel';
import { safe, unit, whole } from '../kit/place';
import { type Space, spaceOf, spot, worldOf } from '../kit/space';
import type { Build } from '../kit/stage';

/** Seconds of a burst, and when they come, as shares of the scene. */
const BURST = 0.2;
const WHEN = [0.02, 0.38, 0.74];

export const glitchDistortion: Build = async (stage, data) => {
  const space = spaceOf(stage, data);
  const ground = data.media.length ? await broken(space) : blocks(space);
  shade(space, '270deg', 0.7).style.backgroundColor = veil(data.media.length ? 0.5 : 0.1);
  const ghosts = [film.palette.accent, film.palette.muted].map((tint) =>
    copyOf(space, { rect: safe, most: 17, tint }),
  );
  const copy = copyOf(space, { rect: safe, most: 17 });
  const move = dolly(stage, space.camera, data.frames / film.fps, {
    from: [0, 0.3, 0.5],
    to: [0, 0, -0.5],
  });
  return worldOf(space, (beat) => {
    const power = powerAt(beat);
    const state = Math.floor((beat.frame * 15) / film.fps);
    move(beat.time);
    ground(power, state, beat);
    const there = { ...beat, enter: appear(beat), ease: appear(beat) };
    copy.update(there);
    copy.element.style.clipPath = power > 0 ? slit(state) : '';
    ghosts.forEach((ghost, index) => {
      ghost.update(there);
      const side = index ? 1 : -1;
      ghost.element.style.display = power > 0 ? 'block' : 'none';
      ghost.element.style.opacity = '0.6';
      ghost.element.style.transform = `translateX(${side * power * unit * 1.6}px)`;
    });
  });
};

function veil(share: number): string {
  return `${film.palette.background}${Math.round(share * 255)
    .toString(16)
    .padStart(2, '0')}`;
}

/** Words are there at once: the burst is how they come in. */
function appear(beat: Beat) {
  return (at = 0) => (beat.time * 12 > at * 2.2 ? 1 : 0);
}

function powerAt(beat: Beat): number {
  const length = Math.min(BURST, beat.seconds * 0.12);
  return Math.max(
    ...WHEN.map((share) => {
      const since = beat.time - share * beat.seconds;
      return since >= 0 && since < length ? 1 - 0.5 * clamp(since / length) : 0;
    }),
  );
}

/** A band of the words that is missing for a moment. */
function slit(state: number): string {
  const top = random(state, 9) * 70;
  return `polygon(0 -20%, 100% -20%, 100% ${top}%, 0 ${top}%, 0 ${top + 9}%, 100% ${top + 9}%, 100% 120%, 0 120%)`;
}

const STRIPS = 9;

/** Each picture in strips that stand side by side, some of them moved in a burst. */
async function broken(space: Space) {
  const size = spot(whole);
  const { media } = space.data;
  const rows: Panel[][] = await Promise.all(
    media.map((medium) =>
      Promise.all(
        Array.from({ length: STRIPS }, async (_, strip) => {
          const full = { width: size.width * 1.5, height: size.height * 1.5 };
          const panel = await panelOf(space, medium, full, 0);
          cut(panel.mesh, strip, full.height);
          panel.mesh.position.z = -5;
          space.scene.add(panel.mesh);
          return panel;
        }),
      ),
    ),
  );
  return (power: number, state: number, beat: Beat) => {
    const index = Math.min(rows.length - 1, Math.floor((beat.time / beat.seconds) * rows.length));
    rows.forEach((strips, row) => {
      strips.forEach(({ mesh, open }, strip) => {
        open(row === index ? 1 : 0);
        const moves = power > 0 && random(strip, state) > 0.45;
        mesh.position.x = moves ? (random(state, strip + 20) - 0.5) * 1.6 * power : 0;
      });
    });
  };
}

/** Leaves one strip of a plane: its place and its part of the picture. */
function cut(mesh: THREE.Mesh, strip: number, height: number) {
  const places = mesh.geometry.getAttribute('position');
  const uv = mesh.geometry.getAttribute('uv');
  const [low, high] = [strip / STRIPS, (strip + 1) / STRIPS];
  let least = 1;
  let most = 0;
  for (let at = 0; at < places.count; at++) {
    least = Math.min(least, uv.getY(at));
    most = Math.max(most, uv.getY(at));
  }
  for (let at = 0; at < places.count; at++) {
    const share = clamp(places.getY(at) / height + 0.5, low, high);
    places.setY(at, (share - 0.5) * height);
    uv.setY(at, mix(least, most, share));
  }
  places.needsUpdate = true;
}

/** A wall of blocks; in a burst they jump. */
function blocks({ scene }: Space) {
  const { palette } = film;
  const size = spot(whole);
  const columns = Math.ceil(size.width / 1.15) + 4;
  const rows = Math.ceil(size.height / 1.15) + 4;
  const wall = new THREE.InstancedMesh(
    new THREE.BoxGeometry(1, 1, 1),
    new THREE.MeshLambertMaterial(), // fills the picture: the cheapest light there is
    columns * rows,
  );
  const dark = new THREE.Color(palette.line);
  const bright = new THREE.Color(palette.accent);
  const place = new THREE.Object3D();
  wall.frustumCulled = false;
  scene.add(wall);
  for (let at = 0; at < columns * rows; at++) {
    wall.setColorAt(at, random(at, 3) > 0.94 && at % columns > columns * 0.4 ? bright : dark);
  }
  return (power: number, state: number, beat: Beat) => {
    for (let at = 0; at < columns * rows; at++) {
      const column = at % columns;
      const row = Math.floor(at / columns);
      const jump = power > 0 && random(at, state) > 0.8 ? random(state, at) * 2.4 * power : 0;
      const wave = Math.sin(column * 0.5 + row * 0.35 + beat.time * 1.1) * 0.25;
      const depth = (random(at, 1) * 1.2 + wave) * 0.8;
      place.position.set(
        (column - columns / 2) * 1.15,
        (row - rows / 2) * 1.15,
        -4.6 + depth + jump,
      );
      place.scale.set(1.06, 1.06, 1);
      place.updateMatrix();
      wall.setMatrixAt(at, place.matrix);
    }
    wall.instanceMatrix.needsUpdate = true;
  };
}
