/** Camera movements: stations in one large space, and a camera that goes from each to the next. */

import * as THREE from 'three';
import { film } from '../film';
import { type Beat, clamp } from '../kit/beat';
import { copyOf } from '../kit/copy';
import { panelOf } from '../kit/panel';
import { halves, isWide, safe, whole } from '../kit/place';
import { distance, matter, type Space, spaceOf, spot, worldOf } from '../kit/space';
import type { Build, Key } from '../kit/stage';
import type { Medium } from '../kit/types';

/** The least seconds at a station with the way to it. */
const LEAST = 1.1;
const MOST = 5;

interface Station {
  texts: string[];
  media: Medium[];
}

export const cameraMovements: Build = async (stage, data) => {
  const space = spaceOf(stage, data);
  const seconds = data.frames / film.fps;
  const stations = stationsOf([data.heading, ...data.lines].filter(Boolean), data.media, seconds);
  const step = spot(whole).width * 1.08;
  const stops = await Promise.all(
    stations.map((station, index) => stopOf(space, station, index, step)),
  );
  pillars(space, stations.length, step);
  const each = seconds / stations.length;
  const sheet = stage.sheet(way(stations.length, step, each, seconds));
  return worldOf(space, (beat) => {
    const { x = 0, y = 0, z = 0, turn = 0 } = sheet.at(clamp(beat.time, 0, seconds)).camera ?? {};
    space.camera.position.set(x, y, distance + z);
    space.camera.rotation.set(0, turn, 0);
    stops.forEach((stop, index) => {
      stop(beat, clamp(1 - Math.abs(x / step - index) * 3), index * each);
    });
  });
};

/** Texts and media dealt to as many stations as there is time for. */
function stationsOf(texts: string[], media: Medium[], seconds: number): Station[] {
  const wanted = Math.max(texts.length, media.length);
  const count = Math.max(1, Math.min(MOST, wanted, Math.floor(seconds / LEAST)));
  const stations: Station[] = Array.from({ length: count }, () => ({ texts: [], media: [] }));
  texts.forEach((text, index) => {
    const at = Math.floor((index * count) / Math.max(texts.length, count));
    stations[Math.min(count - 1, at)]?.texts.push(text);
  });
  media.forEach((medium, index) => {
    stations[index % count]?.media.push(medium);
  });
  return stations;
}

/** Rests at each station, goes on in the last part of its time, a little farther away between. */
function way(count: number, step: number, each: number, seconds: number) {
  const x: Key[] = [];
  const y: Key[] = [];
  const z: Key[] = [];
  const turn: Key[] = [];
  for (let index = 0; index < count; index++) {
    const arrive = index * each;
    const leave = index < count - 1 ? arrive + each * 0.58 : seconds;
    x.push([arrive, index * step, 'hold'], [leave, index * step, 'inOut']);
    y.push([arrive, 0, 'linear'], [leave, 0, 'inOut']);
    z.push([arrive, count > 1 ? 0.35 : 2.4, 'out'], [leave, -0.25, 'out']);
    turn.push([arrive, 0, 'linear'], [leave, 0, 'inOut']);
    if (index < count - 1) {
      const middle = (leave + arrive + each) / 2;
      z.push([middle, 2.6, 'inOut']);
      y.push([middle, 0.9, 'inOut']);
      turn.push([middle, -0.16, 'inOut']);
    }
  }
  return { camera: { x, y, z, turn } };
}

/** What stands at a station; its words are there only while the camera is. */
async function stopOf(space: Space, station: Station, index: number, step: number) {
  const { words, show } = halves(0.5);
  const hasMedia = station.media.length > 0;
  const mirrored = isWide && index % 2 === 1;
  const flip = (rect: typeof words) =>
    mirrored ? { ...rect, x: film.width - rect.x - rect.width } : rect;
  const place = spot(flip(show));
  const rows = station.media.length;
  const gap = 0.24;
  const size = {
    width: place.width,
    height: (place.height - gap * (rows - 1)) / Math.max(rows, 1),
  };
  const panels = await Promise.all(station.media.map((medium) => panelOf(space, medium, size)));
  panels.forEach(({ mesh }, row) => {
    const y = place.y + place.height / 2 - size.height / 2 - row * (size.height + gap);
    mesh.position.set(place.x + index * step, y, -0.4);
    space.scene.add(mesh);
  });
  const [heading = '', ...lines] = station.texts;
  const copy = copyOf(space, {
    rect: hasMedia ? flip(words) : safe,
    heading,
    lines,
    most: hasMedia ? 12 : 15,
  });
  return (beat: Beat, near: number, arrive: number) => {
    const shift = index ? Math.max(0, arrive - 0.35) : 0;
    copy.element.style.display = near > 0.02 ? 'block' : 'none';
    copy.element.style.opacity = `${near}`;
    copy.update({
      ...beat,
      enter: (at = 0, length = film.pace.enter) => beat.enter(beat.when(shift) + at, length),
      ease: (at = 0, length = film.pace.enter) => beat.ease(beat.when(shift) + at, length),
    });
  };
}

/** Columns along the way, low enough to leave the words alone, so that the move is felt. */
function pillars({ scene }: Space, count: number, step: number) {
  const { palette } = film;
  const height = spot(whole).height;
  const box = new THREE.BoxGeometry(1, 1, 1);
  for (let at = 0; at < count * 8; at++) {
    const isAccent = at % 8 === 5;
    const color = isAccent ? palette.accent : palette.line;
    const column = new THREE.Mesh(box, matter(color, { roughness: 0.5 }));
    const high = height * (0.1 + 0.16 * Math.abs(Math.sin(at * 2.4)));
    const depth = 1.5 + (at % 3) * 2.6;
    const floor = -height * 0.5 * (1 + depth / distance) - 0.2;
    column.scale.set(0.8, high, 0.8);
    column.position.set((at / 8 - 0.45) * step, floor + high / 2, -depth);
    column.rotation.y = 0.55;
    scene.add(column);
  }
}
