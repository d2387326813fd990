/** Particle systems: scattered points gather into an orbit around what the scene is about. */

import * as THREE from 'three';
import { film } from '../film';
import { clamp, mix, smooth } from '../kit/beat';
import { dolly } from '../kit/camera';
import { random } from '../kit/chance';
import { copyOf } from '../kit/copy';
import { reelOf } from '../kit/panel';
import { halves, isWide, type Rect, safe, square } from '../kit/place';
import { matter, spaceOf, spot, worldOf } from '../kit/space';
import type { Build } from '../kit/stage';

const COUNT = 700;
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

export const particleSystems: Build = async (stage, data) => {
  const space = spaceOf(stage, data);
  const seconds = data.frames / film.fps;
  const { words, show } = halves(0.48);
  const hasMedia = data.media.length > 0;
  const disc = spot(square(show, 0.7));
  const reel = hasMedia ? await reelOf(space, disc, disc.width / 2) : null;
  if (reel) space.scene.add(reel.group);
  const rect = hasMedia ? words : middle();
  const copy = copyOf(space, {
    rect,
    align: hasMedia ? 'left' : 'center',
    most: hasMedia ? 12 : 13,
    at: 0.25,
  });
  const ring = hasMedia
    ? { ...disc, width: disc.width * 1.34 }
    : { ...spot(rect), width: spot(rect).width * 1.5 };
  const flow = swarm(space.scene, ring, hasMedia ? 0.98 : isWide ? 0.56 : 0.9);
  const move = dolly(stage, space.camera, seconds, {
    from: [0.6, 0.5, 1.2],
    to: [-0.4, -0.2, -0.3],
  });
  return worldOf(space, (beat) => {
    move(beat.time);
    copy.update(beat);
    reel?.update(beat.time, beat.seconds);
    flow(beat.time, Math.max(beat.seconds * 0.34, 0.1));
  });
};

function middle(): Rect {
  const width = safe.width * (safe.width > safe.height * 1.6 ? 0.54 : 0.8);
  const height = safe.height * 0.6;
  return {
    x: safe.x + (safe.width - width) / 2,
    y: safe.y + (safe.height - height) / 2,
    width,
    height,
  };
}

/** Points that fly from anywhere into a tilted ring. */
function swarm(scene: THREE.Scene, ring: { x: number; y: number; width: number }, flat: number) {
  const { palette } = film;
  const points = new THREE.InstancedMesh(
    new THREE.IcosahedronGeometry(1, 1),
    matter('#ffffff', { roughness: 0.55 }),
    COUNT,
  );
  const colors = [palette.foreground, palette.muted, palette.accent].map(
    (one) => new THREE.Color(one),
  );
  const grains = Array.from({ length: COUNT }, (_, index) => {
    points.setColorAt(index, colors[index % 5 === 0 ? 2 : index % 2] as THREE.Color);
    const rank = random(index, 1);
    return {
      home: new THREE.Vector3(
        mix(-14, 14, random(index, 2)),
        mix(-9, 9, random(index, 3)),
        mix(-9, 3, random(index, 4)),
      ),
      angle: index * GOLDEN,
      band: 1 + (random(index, 5) - 0.5) * 0.3 + (index % 3) * 0.12,
      lift: (random(index, 6) - 0.5) * 1.1,
      size: rank > 0.95 ? 0.105 : rank > 0.7 ? 0.052 : 0.028,
      late: random(index, 7) * 0.5,
    };
  });
  const place = new THREE.Object3D();
  points.frustumCulled = false;
  scene.add(points);
  return (time: number, gather: number) => {
    grains.forEach(({ home, angle, band, lift, size, late }, index) => {
      const share = smooth((time / gather - late) / (1 - late));
      const turn = angle + (time * 0.4) / band;
      const radius = (ring.width / 2) * band;
      place.position.set(
        mix(home.x, ring.x + Math.cos(turn) * radius, share),
        mix(home.y, ring.y + Math.sin(turn) * radius * flat + lift * 0.4, share),
        mix(home.z, Math.sin(turn + 0.8) * radius * 0.34 - 0.6 + lift, share),
      );
      place.position.y += Math.sin(time * 1.3 + angle) * 0.12;
      place.scale.setScalar(size * clamp(time / 0.4));
      place.updateMatrix();
      points.setMatrixAt(index, place.matrix);
    });
    points.instanceMatrix.needsUpdate = true;
  };
}
