/** Which models make the pictures and films of a storyboard here. */
import type { BoardMode } from '@/core/storyboard';
import { AUTO, allCards, findCard, isUsable, type ModelCard, type Models, nearest } from './models';
import type { Json } from './values';

/** A model for nodes of one sort; `card` is what is used, `model` what the parameter says. */
export type Choice = { readonly model: string; readonly card: ModelCard | null };

export const REFERENCE = 'reference';

const PICTURES = ['nanobanana-pro', 'nanobanana-2'];
const FILMS: Record<BoardMode, Record<'veo' | 'kling', string>> = {
  transition: { veo: 'veo-3.1-flf', kling: 'kling-3.0-i2v' },
  'single-shot': { veo: 'veo-3.1-i2v', kling: 'kling-3.0-i2v' },
};
const ROLES: Record<BoardMode, readonly (readonly string[])[]> = {
  transition: [['first_frame', 'last_frame'], ['first_frame']],
  'single-shot': [['first_frame'], [REFERENCE]],
};
export const SECONDS: Record<BoardMode, number> = { transition: 4, 'single-shot': 8 };

/** For pictures with references: the family of the table if it can be used here, else Koda's choice. */
export function pictureModel(models: Models): Choice {
  const named = PICTURES.find((id) => isGood(allCards(models).get(id), [REFERENCE]));
  return chosen(models, 'image', named ?? AUTO, [REFERENCE]);
}

/** How many pictures a picture may be made from. */
export const mostReferences = ({ card }: Choice, limit: number | null): number =>
  Math.min(card ? (card.inputs[REFERENCE]?.most ?? 0) : 0, limit ?? Number.POSITIVE_INFINITY);

/** `roles`: the inputs that pictures go to, the scene's own to the first, the next one's to the second. */
export type FilmChoice = Choice & { readonly roles: readonly string[] };

/** For films: the model of the table if it can be used here, else Koda's choice. */
export function filmModel(models: Models, mode: BoardMode, family: string): FilmChoice {
  const [roles = []] = ROLES[mode];
  for (const [name, id] of Object.entries(FILMS[mode])) {
    if ((family === 'veo' || family === 'kling') && family !== name) continue;
    if (isGood(allCards(models).get(id), roles)) {
      return { ...chosen(models, 'video', id, roles), roles };
    }
  }
  for (const fallback of ROLES[mode]) {
    const found = chosen(models, 'video', AUTO, fallback);
    if (found.card && hasRoles(found.card, fallback)) return { ...found, roles: fallback };
  }
  return { ...chosen(models, 'video', AUTO, []), roles: [] };
}

/** A value as the model offers it; as it is where the model says nothing. */
export function offered(card: ModelCard | null, parameter: string, value: Json): Json {
  const options = card?.options[parameter];
  return !options || options.includes(value) ? value : nearest(value, options);
}

export const reads = (card: ModelCard | null, parameter: string): boolean =>
  card?.controls.includes(parameter) === true;

const chosen = (models: Models, task: string, model: string, roles: readonly string[]): Choice => ({
  model,
  card: findCard(models, task, model, roles),
});

const hasRoles = (card: ModelCard, roles: readonly string[]): boolean =>
  roles.every((role) => card.inputs[role] !== undefined);

const isGood = (card: ModelCard | undefined, roles: readonly string[]): boolean =>
  card !== undefined && isUsable(card) && hasRoles(card, roles);
