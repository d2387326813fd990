/** A component whose code is fetched when first drawn; a lost connection delays it and breaks nothing. */
import { lazy as lazily } from 'react';
import { patiently } from './patiently';

export const lazy: typeof lazily = (load) => lazily(() => patiently(load));
