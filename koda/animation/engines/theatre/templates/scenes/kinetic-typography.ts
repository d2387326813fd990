/** Kinetic typography: phrases stand up out of the depth, one after another. */

import * as THREE from 'three';
import { film } from '../film';
import { type Beat, clamp, mix, smooth } from '../kit/beat';
import { bodyFace, displayFace } from '../kit/block';
import { dolly } from '../kit/camera';
import { blend } from '../kit/color';
import { fit } from '../kit/fit';
import { type Letters, lettersOf, raise } from '../kit/lettering';
import { reelOf } from '../kit/panel';
import { halves, type Rect, safe, unit } from '../kit/place';
import { matter, type Space, spaceOf, spot, worldOf } from '../kit/space';
import type { Build } from '../kit/stage';

/** The least seconds in which a phrase can be read, and those in which it leaves. */
const LEAST = 0.8;
const LEAVE = 0.28;

export const kineticTypography: Build = async (stage, data) => {
  const space = spaceOf(stage, data);
  const seconds = data.frames / film.fps;
  const { words, show } = halves(0.46);
  const rect = data.media.length ? words : safe;
  const reel = data.media.length ? await reelOf(space, spot(show)) : null;
  if (reel) space.scene.add(reel.group);
  const turnSlabs = reel ? null : slabs(space);
  const phrases = [data.heading, ...data.lines].filter(Boolean);
  const turns = turnsOf(phrases, seconds);
  const letters = turns.map(({ phrase, slot }) => phraseOf(space, phrase, slotted(rect, slot)));
  const move = dolly(stage, space.camera, seconds, {
    from: [-0.5, 0.2, 0.6],
    to: [0.45, 0, -0.35],
  });
  return worldOf(space, (beat) => {
    move(beat.time);
    turnSlabs?.(beat);
    reel?.update(beat.time, beat.seconds);
    turns.forEach(({ begin, end }, index) => {
      const leave = smooth((beat.time - end + LEAVE) / LEAVE);
      letters[index]?.words.forEach((word, place) => {
        const share = beat.ease(beat.when(begin) + place * film.pace.stagger * 1.6);
        raise(word, beat.time < begin ? 0 : share, leave);
      });
    });
  });
};

interface Turn {
  phrase: string;
  begin: number;
  end: number;
  /** Which part of the rectangle it has: from, to. */
  slot: [number, number];
}

/** One at a time where there is time for it; otherwise all of them, one under the other. */
function turnsOf(phrases: string[], seconds: number): Turn[] {
  const count = phrases.length;
  const inTurn = seconds / count >= LEAST;
  return phrases.map((phrase, index) => ({
    phrase,
    begin: inTurn ? (index * seconds) / count : index * 0.08,
    end: inTurn && index < count - 1 ? ((index + 1) * seconds) / count : seconds * 4,
    slot: inTurn ? [0, 1] : [index / count, (index + 1) / count],
  }));
}

function slotted(rect: Rect, [from, to]: [number, number]): Rect {
  return { ...rect, y: rect.y + rect.height * from, height: rect.height * (to - from) };
}

function phraseOf({ scene }: Space, phrase: string, rect: Rect): Letters {
  const isLong = phrase.length > 70;
  const face = isLong ? { ...bodyFace, weight: 500, leading: 1.25 } : displayFace;
  const fitted = fit(phrase, face, {
    width: rect.width * 0.94,
    height: rect.height * 0.86,
    most: unit * (isLong ? 8.5 : 20) * film.pace.scale,
  });
  const letters = lettersOf(fitted, {
    color: film.palette.foreground,
    accent: film.palette.accentText,
    width: rect.width * 0.94,
  });
  const { x, y } = spot(rect);
  letters.group.position.set(x, y, 0.1);
  letters.group.renderOrder = 2;
  scene.add(letters.group);
  return letters;
}

/** Heavy blocks far behind the words, which turn slowly. */
function slabs({ scene }: Space): (beat: Beat) => void {
  const { width, height } = spot({ x: 0, y: 0, width: film.width, height: film.height });
  const box = new THREE.BoxGeometry(1, 1, 1);
  const places = [
    {
      x: 0.42,
      y: -0.38,
      z: -5,
      size: 4.2,
      color: blend(film.palette.accent, film.palette.background, 0.55),
    },
    { x: 0.62, y: 0.34, z: -9, size: 5.2, color: film.palette.line },
    { x: -0.55, y: 0.42, z: -10, size: 4.4, color: film.palette.surface },
    { x: -0.42, y: -0.52, z: -7, size: 2.6, color: film.palette.line },
  ];
  const blocks = places.map(({ x, y, z, size, color }) => {
    const block = new THREE.Mesh(box, matter(color, { roughness: 0.5 }));
    block.position.set(x * width * 1.1, y * height * 1.1, z);
    block.scale.setScalar(size * 0.8);
    scene.add(block);
    return block;
  });
  return (beat) => {
    blocks.forEach((block, index) => {
      const grow = beat.ease(index * 0.08, film.pace.enter * 2);
      block.rotation.set(0.5 + index + beat.drift * 0.4, 0.7 * index + beat.drift * 0.7, 0.2);
      block.position.z = mix((places[index]?.z ?? -6) - 5, places[index]?.z ?? -6, clamp(grow));
    });
  };
}
