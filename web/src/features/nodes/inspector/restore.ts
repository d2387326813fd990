/** The parameters of a recipe for a node that may have changed since; pure. */
import type { Recipe } from '@/api/types';
import type { NodeSpec } from '@/core/spec';
import type { Json } from '@/core/values';

/**
 * What must be set so that the node is as it was: what differs now, and the seed that was drawn.
 * Parameters that the recipe does not know have their defaults again.
 */
export function restored(
  kind: NodeSpec,
  now: Readonly<Record<string, Json>>,
  recipe: Recipe,
  modelName: string | null,
): Record<string, Json | undefined> {
  const changed: Record<string, Json | undefined> = {};
  for (const [name, schema] of Object.entries(kind.parameters.properties ?? {})) {
    const isSeed = schema['x-control'] === 'seed';
    let then: Json | undefined = recipe.parameters[name];
    if (isSeed && recipe.seed !== null) then = recipe.seed;
    if (name === modelName && recipe.model !== null) then ??= recipe.model;
    // A shared text that the recipe does not tell is the person's own: it stays.
    if (then === undefined && schema['x-shared-text']) continue;
    // A default that a recipe spells out is not set: the parameter has it anyway.
    const isDefault = isSame(then, schema.default);
    if (isDefault && !schema['x-shared-text']) then = undefined;
    if (!isSame(then ?? schema.default, now[name] ?? schema.default)) changed[name] = then;
  }
  return changed;
}

const isSame = (one: Json | undefined, other: Json | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
