/** Data visualization: the figures of the scene's words grow into solid bars or a ring. */

import * as THREE from 'three';
import { RoundedBoxGeometry } from 'three/examples/jsm/geometries/RoundedBoxGeometry.js';
import { film } from '../film';
import { type Beat, clamp } from '../kit/beat';
import { dolly } from '../kit/camera';
import { copyOf } from '../kit/copy';
import { captionOf, countOf } from '../kit/figures';
import { panelOf } from '../kit/panel';
import { css, halves, type Rect, square, unit, whole } from '../kit/place';
import { matter, type Space, spaceOf, spot, worldOf } from '../kit/space';
import type { Build } from '../kit/stage';
import type { Figure } from '../kit/types';

type Update = (beat: Beat) => void;

export const dataVisualization: Build = async (stage, data) => {
  const space = spaceOf(stage, data);
  const { words, show } = halves(0.54);
  const ground = await pictures(space);
  const copy = copyOf(space, { rect: words, most: 12 });
  const chart = chartOf(space, data.figures, show);
  const move = dolly(stage, space.camera, data.frames / film.fps, {
    from: [0.25, 0.16, 0.2],
    to: [0, 0, 0],
  });
  return worldOf(space, (beat) => {
    move(beat.time);
    ground(beat);
    copy.update(beat);
    chart(beat);
  });
};

/** Pictures as a dark ground, one after another. */
async function pictures(space: Space): Promise<Update> {
  const { media } = space.data;
  const size = spot(whole);
  const panels = await Promise.all(
    media.map((medium) =>
      panelOf(space, medium, { width: size.width * 1.9, height: size.height * 1.9 }, 0),
    ),
  );
  for (const { mesh } of panels) {
    mesh.position.z = -9;
    (mesh.material as THREE.MeshBasicMaterial).color.setScalar(0.1);
    space.scene.add(mesh);
  }
  return ({ time, seconds }) => {
    const each = seconds / Math.max(panels.length, 1);
    panels.forEach(({ open, mesh }, index) => {
      open(time >= index * each ? (index ? clamp((time - index * each) / 0.4) : 1) : 0);
      mesh.position.z = -9 + index * 0.01;
    });
  };
}

/** Only figures of one unit are compared by bars; a single share of a whole is a ring. */
function chartOf(space: Space, figures: Figure[], rect: Rect): Update {
  const [first] = figures;
  const isShare = first?.suffix.startsWith('%') && first.value >= 0 && first.value <= 100;
  if (first && figures.length === 1 && isShare) return ring(space, first, rect);
  return bars(space, figures, rect);
}

/** Heights of bars where the words gave no figures: the shape of growth, without numbers. */
const SHAPE = [0.24, 0.3, 0.38, 0.5, 0.64, 0.88];

function bars(space: Space, figures: Figure[], rect: Rect): Update {
  const count = figures.length || SHAPE.length;
  const slot = rect.width / count;
  const label = figures.length ? rect.height * 0.2 : 0;
  const number = figures.length ? rect.height * 0.13 : 0;
  const room = rect.height - label - number - unit * 4;
  const isOneUnit = new Set(figures.map(({ prefix, suffix }) => prefix + suffix)).size === 1;
  const largest = Math.max(...figures.map(({ value }) => Math.abs(value)), 1e-9);
  const heights = figures.length
    ? figures.map(({ value }) => (isOneUnit ? Math.max(Math.abs(value) / largest, 0.02) : 0.62))
    : SHAPE;
  const best = heights.indexOf(Math.max(...heights));
  const floor = rect.y + rect.height - label;
  const updates = heights.map((share, index) => {
    const color = index === best || !isOneUnit ? film.palette.accent : film.palette.muted;
    const wide = Math.min(slot * 0.58, unit * 17);
    const x = rect.x + slot * (index + 0.5);
    const grow = bar(
      space,
      { x, floor, wide, high: room * share, late: 0.2 + index * 0.12 },
      color,
    );
    const figure = figures[index];
    const words = figure
      ? labels(
          space,
          figure,
          { x: x - slot * 0.46, y: floor, width: slot * 0.92, height: label },
          number,
          index,
        )
      : null;
    return (beat: Beat) => {
      const top = grow(beat);
      words?.(beat, floor - top);
    };
  });
  return (beat) => {
    for (const update of updates) update(beat);
  };
}

interface Bar {
  x: number;
  floor: number;
  wide: number;
  high: number;
  late: number;
}

/** Gives the height that it has in pixels. */
function bar({ scene }: Space, { x, floor, wide, high, late }: Bar, color: string) {
  const size = spot({ x: x - wide / 2, y: floor - high, width: wide, height: high });
  const depth = Math.min(size.width, 1.4);
  const radius = Math.min(0.09, size.width * 0.2, size.height * 0.3);
  const mesh = new THREE.Mesh(
    new RoundedBoxGeometry(size.width, size.height, depth, 3, radius),
    matter(color, { roughness: 0.45 }),
  );
  mesh.rotation.y = -0.34;
  scene.add(mesh);
  return (beat: Beat) => {
    const share = Math.max(beat.ease(late, 1), 0.001);
    mesh.scale.y = share;
    mesh.position.set(size.x, size.y - (size.height * (1 - share)) / 2, -depth * 0.6);
    return high * share;
  };
}

function labels(space: Space, figure: Figure, rect: Rect, number: number, index: number) {
  const count = countOf(figure, rect.width, number);
  Object.assign(count.element.style, pixels({ ...rect, y: rect.y - number, height: number }));
  const caption = captionOf(figure.label, { ...rect, y: rect.y + unit * 2 }, 0.3 + index * 0.12);
  space.layer.append(count.element);
  if (caption) space.layer.append(caption.element);
  return (beat: Beat, top: number) => {
    count.update(beat, beat.ease(0.2 + index * 0.12, 1));
    count.element.style.top = `${top - number - unit * 1.6}px`;
    caption?.update(beat);
  };
}

function ring(space: Space, figure: Figure, rect: Rect): Update {
  const box = square(rect, 0.84);
  const place = spot(box);
  const radius = place.width * 0.42;
  const thick = place.width * 0.042;
  const circle = new CircleCurve(radius);
  const around = new THREE.Mesh(
    new THREE.TubeGeometry(circle, 160, thick * 0.55, 12, true),
    matter(film.palette.line),
  );
  const filled = new THREE.TubeGeometry(circle, 360, thick, 18, false);
  const arc = new THREE.Mesh(filled, matter(film.palette.accent, { roughness: 0.35 }));
  const group = new THREE.Group();
  group.add(around, arc);
  group.position.set(place.x, place.y, -0.3);
  space.scene.add(group);
  const inner = box.width * 0.62;
  const left = box.x + (box.width - inner) / 2;
  const count = countOf(figure, inner, box.width * 0.24);
  Object.assign(
    count.element.style,
    pixels({ x: left, y: box.y + box.width * 0.33, width: inner, height: 0 }),
  );
  const words: Rect = {
    x: left,
    y: box.y + box.width * 0.6,
    width: inner,
    height: box.width * 0.14,
  };
  const caption = captionOf(figure.label, words, 0.5);
  space.layer.append(count.element);
  if (caption) space.layer.append(caption.element);
  const length = filled.index?.count ?? 0;
  return (beat) => {
    const share = beat.ease(0.25, 1.3);
    const steps = Math.round(360 * share * (figure.value / 100));
    filled.setDrawRange(0, Math.min(length, steps * 18 * 6));
    group.rotation.set(-0.16, 0.3 * (1 - beat.drift), 0);
    count.update(beat, share);
    caption?.update(beat);
  };
}

/** A circle from the top, with the clock. */
class CircleCurve extends THREE.Curve<THREE.Vector3> {
  constructor(private readonly radius: number) {
    super();
  }

  override getPoint(share: number): THREE.Vector3 {
    const angle = Math.PI / 2 - share * Math.PI * 2;
    return new THREE.Vector3(Math.cos(angle) * this.radius, Math.sin(angle) * this.radius, 0);
  }
}

function pixels(rect: Rect): Partial<CSSStyleDeclaration> {
  const { left, top, width } = css(rect);
  return { position: 'absolute', left: `${left}px`, top: `${top}px`, width: `${width}px` };
}
