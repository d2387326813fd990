/** The shape of an animation's film: of the film that is there, else as it is chosen. */
import { useNodeParameters } from '@/sync/use-session';
import { useAsset } from '../../assets/use-asset';
import { parseRatio } from '../../form/card-size';
import { RATIO } from './names';
import type { Animation } from './use-animation';

const USUAL = 16 / 9;

export function useRatio({ id, kind, telling, question, newest, state }: Animation): number {
  const chosen = useNodeParameters(id)?.[RATIO];
  const asked = question?.kind === 'preview' ? question.stills[0]?.asset : undefined;
  const film = state === 'done' ? newest?.film.asset : undefined;
  const { asset } = useAsset(asked ?? telling.stills[0]?.asset ?? film ?? null);
  if (asset?.width && asset.height) return asset.width / asset.height;
  const usual = kind.parameters.properties?.[RATIO]?.default;
  return parseRatio(chosen ?? usual ?? null) ?? USUAL;
}
