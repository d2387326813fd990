/** Outside Koda: what its stage gives to code by `import … from 'koda'`. */

import { mediumOf } from './tools';

export * from './tools';

export function media(name: string): string {
  return `/media/${mediumOf(name).name}`;
}

export function useMedia(name: string) {
  return { ...mediumOf(name), url: media(name) };
}
