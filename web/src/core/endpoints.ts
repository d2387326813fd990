/** Kinds that stand for an endpoint of fal.ai: `fal:<its id>`. */

const PREFIX = 'fal:';

export const isEndpointKind = (kind: string): boolean => kind.startsWith(PREFIX);

export const endpointOf = (kind: string): string => kind.slice(PREFIX.length);

export const kindOfEndpoint = (id: string): string => `${PREFIX}${id}`;
