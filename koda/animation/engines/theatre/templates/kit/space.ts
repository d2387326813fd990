/** The space that all scenes stand in: camera, lights, fog; the plane z = 0 is the picture. */

import * as THREE from 'three';
import { film } from '../film';
import { type Beat, beatOf, mix } from './beat';
import { type Rect, unit } from './place';
import type { Stage, World } from './stage';
import type { Scene } from './types';

const { palette, width, height } = film;
const ANGLE = 32;

/** World units that a pixel has on the plane z = 0: the shorter side is 10. */
export const pixel = 0.1 / unit;
/** From the camera to the plane z = 0, where that plane fills the picture exactly. */
export const distance = (height * pixel) / 2 / Math.tan((ANGLE * Math.PI) / 360);

export interface Space {
  stage: Stage;
  data: Scene;
  scene: THREE.Scene;
  camera: THREE.PerspectiveCamera;
  layer: HTMLDivElement;
}

export function spaceOf(stage: Stage, data: Scene): Space {
  stage.renderer.toneMappingExposure = 1.18;
  const scene = new THREE.Scene();
  scene.background = new THREE.Color(palette.background);
  scene.fog = new THREE.Fog(palette.background, distance * 1.02, distance * 2.1);
  const camera = new THREE.PerspectiveCamera(ANGLE, width / height, 0.5, distance * 4);
  camera.position.z = distance;
  for (const light of lights()) scene.add(light);
  const layer = document.createElement('div');
  Object.assign(layer.style, { position: 'absolute', inset: '0', display: 'none' });
  stage.overlay.append(layer);
  return { stage, data, scene, camera, layer };
}

/** Makes the space a world: `move` is called with the clock of each frame before it is drawn. */
export function worldOf(space: Space, move: (beat: Beat) => void): World {
  const { scene, camera, layer, data } = space;
  const fade = veil(space);
  return {
    scene,
    camera,
    layer,
    update(frame) {
      const beat = beatOf(data, frame);
      fade(beat);
      move(beat);
    },
  };
}

/** Key, fill and rim, and a little of all sides. */
function lights(): THREE.Light[] {
  const key = new THREE.DirectionalLight('#fff4e6', 3);
  key.position.set(-6, 8, 9);
  const fill = new THREE.DirectionalLight(palette.foreground, 0.7);
  fill.position.set(8, 1, 6);
  const rim = new THREE.DirectionalLight(palette.accent, 4.2);
  rim.position.set(7, 3, -6);
  const round = new THREE.HemisphereLight(palette.foreground, palette.accent, 0.55);
  return [key, fill, rim, round];
}

/** A soft light far behind, so that the ground is never flat. */
function veil({ scene }: Space): (beat: Beat) => void {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 128;
  const pen = canvas.getContext('2d');
  if (pen) {
    const glow = pen.createRadialGradient(64, 64, 0, 64, 64, 64);
    for (let step = 0; step <= 8; step++) {
      const share = step / 8;
      const power = Math.round((1 - share) ** 2 * 255).toString(16);
      glow.addColorStop(share, `#ffffff${power.padStart(2, '0')}`);
    }
    pen.fillStyle = glow;
    pen.fillRect(0, 0, 128, 128);
  }
  const plane = new THREE.Mesh(
    new THREE.PlaneGeometry(1, 1),
    new THREE.MeshBasicMaterial({
      map: new THREE.CanvasTexture(canvas),
      color: palette.accent,
      transparent: true,
      opacity: GLOW[film.style],
      fog: false,
      toneMapped: false,
      depthWrite: false,
    }),
  );
  const wide = width * pixel * 2.2;
  plane.scale.set(wide, height * pixel * 2.4, 1);
  plane.renderOrder = -1;
  scene.add(plane);
  return (beat) => {
    plane.position.set(wide * mix(0.2, 0.14, beat.drift), height * pixel * 0.35, -distance * 0.7);
  };
}

const GLOW: Record<typeof film.style, number> = {
  minimal: 0.1,
  corporate: 0.24,
  fashion: 0.08,
  marketing: 0.4,
};

export interface Spot {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where a rectangle of the picture lies on the plane z = 0: its middle and its size. */
export function spot(rect: Rect): Spot {
  return {
    x: (rect.x + rect.width / 2 - width / 2) * pixel,
    y: (height / 2 - rect.y - rect.height / 2) * pixel,
    width: rect.width * pixel,
    height: rect.height * pixel,
  };
}

/** A solid surface in light. */
export function matter(color: string, more: THREE.MeshStandardMaterialParameters = {}) {
  return new THREE.MeshStandardMaterial({ color, roughness: 0.42, metalness: 0.08, ...more });
}
