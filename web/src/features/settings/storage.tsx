/** Where canvases and media are kept. */
import { api } from '@/api/koda-api';
import type { ConfigResponse } from '@/api/types';
import { Facts } from './facts';
import { NotLoaded } from './not-loaded';
import { placeWords } from './place-words';
import { useLoaded } from './use-loaded';

const loadConfig = (): Promise<ConfigResponse> => api.getConfig();

export function Storage() {
  const loaded = useLoaded(loadConfig);
  if (!loaded.value) return <NotLoaded loaded={loaded} height={72} />;
  const { canvas, assets } = loaded.value.config;
  return (
    <Facts
      facts={[
        ['Canvases', placeWords(canvas.backend, canvas.location)],
        ['Media', placeWords(assets.type, assets.location)],
      ]}
    />
  );
}
