/** What code gets when it imports `koda`: its film, its media, and small tools of motion. */

import type { Medium, Player, Scene } from '../contract';
import { alpha, mixColors } from './colour';
import { clamp, ease, mix, progress } from './ease';
import { fitText } from './fit-text';
import { noise, random } from './noise';

/** As Python rounds: halves to the even number, so that spans are those of the plan. */
function rounded(x: number): number {
  const near = Math.round(x);
  return near - x === 0.5 && near % 2 !== 0 ? near - 1 : near;
}

function spansOf({ plan, fps, frames }: Scene['film']) {
  let at = 0;
  let begin = 0;
  return plan.scenes.map((scene, index) => {
    at += scene.seconds;
    const isLast = index === plan.scenes.length - 1;
    const end = isLast ? frames : Math.min(rounded(at * fps), frames);
    const { number, title, text, media, technique } = scene;
    const span = { number, title, text, media, technique, begin, end, frames: end - begin };
    begin = end;
    return span;
  });
}

function shown({ name, type, url, width, height, seconds }: Medium) {
  return { name, type, url, width, height, seconds };
}

export function kodaModule(scene: Scene, player: Player): object {
  const { plan, width, height, fps, frames, media } = scene.film;
  const { colors, display_font, body_font } = plan.design;
  const module = {
    plan,
    colors,
    fonts: { display: `"${display_font}", sans-serif`, body: `"${body_font}", sans-serif` },
    spans: spansOf(scene.film),
    film: { width, height, fps, frames, seconds: frames / fps },
    medias: media.map(shown),
    media: (name: string) => scene.medium(name).url,
    useMedia: (name: string) => shown(scene.medium(name)),
    clamp,
    mix,
    progress,
    ease,
    mixColors,
    alpha,
    random,
    noise,
    fitText,
    ...player.extras,
  };
  return { __esModule: true, default: module, ...module };
}
