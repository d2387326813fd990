/** The films of a storyboard: one between two scenes, or one of each. */
import type { CanvasEdge, CanvasNode } from '@/core/canvas';
import { newEdgeId } from '@/core/ids';
import type { Board, Scene } from '@/core/storyboard';
import { type FilmChoice, offered, reads, SECONDS } from '@/core/storyboard-models';
import type { Json } from '@/core/values';

export type Film = { readonly name: string; readonly values: Record<string, Json> };

/** In the order of the scenes; in transition mode there is one less. */
export function filmsOf(board: Board, choice: FilmChoice, ratio: string): Film[] {
  const isBetween = board.mode === 'transition';
  const scenes = isBetween ? board.scenes.slice(0, -1) : board.scenes;
  return scenes.map((scene) => ({
    name: isBetween
      ? `Film ${scene.number} to ${scene.number + 1}`
      : `Film ${scene.number}: ${scene.title}`.replace(/: $/, ''),
    values: filmValues(board, scene, choice, ratio),
  }));
}

function filmValues(
  { mode }: Board,
  scene: Scene,
  { model, card }: FilmChoice,
  ratio: string,
): Record<string, Json> {
  const moves = mode === 'transition' ? scene.transition : scene.motion;
  const isHeard = reads(card, 'generate_audio');
  const sound = isHeard && scene.audio ? `Sound: ${scene.audio}` : '';
  const wanted: Record<string, Json> = {
    aspect_ratio: ratio,
    duration: scene.duration ?? SECONDS[mode],
    resolution: '720p',
    generate_audio: true,
  };
  const read = Object.entries(wanted).filter(([name]) => reads(card, name));
  return {
    prompt: [moves || scene.description || scene.prompt, sound].filter(Boolean).join('\n'),
    model,
    ...Object.fromEntries(read.map(([name, value]) => [name, offered(card, name, value)])),
    ...(scene.negativePrompt && reads(card, 'negative_prompt')
      ? { negative_prompt: scene.negativePrompt }
      : {}),
  };
}

/** Each film begins at its scene's picture and, where its model takes that, ends at the next. */
export function wireFilms(
  films: readonly CanvasNode[],
  pictures: readonly CanvasNode[],
  roles: readonly string[],
): CanvasEdge[] {
  return films.flatMap((film, at) =>
    roles.flatMap((input, step): CanvasEdge[] => {
      const source = pictures[at + step]?.id;
      if (source === undefined) return [];
      return [{ id: newEdgeId(), source, output: 'output', target: film.id, input, order: 0 }];
    }),
  );
}

export function unfilmed(mode: Board['mode'], { card, roles }: FilmChoice): string[] {
  const who = card?.title ?? 'No model here';
  if (roles.length === 0) return [`${who} makes no films of pictures: they are not connected.`];
  if (mode === 'transition' && roles.length === 1) {
    return [`${who} takes no last frame: the films only begin at their scenes.`];
  }
  return [];
}
