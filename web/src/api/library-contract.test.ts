/** The hand-written shapes of the library take what the server gives; tsc holds this. */
import { expectTypeOf, test } from 'vitest';
import type {
  Collected,
  Facets,
  LibraryFilter,
  LibraryPage,
  StorageAnswer,
  Uses,
} from '@/api/library-types';
import type { components, operations } from '@/api/schema.gen';

type Schemas = components['schemas'];
type Query = NonNullable<operations['list_library_api_library_assets_get']['parameters']['query']>;

/** What is sent: members with a default are always there. */
type Sent<T> = T extends (infer One)[]
  ? Sent<One>[]
  : T extends object
    ? { [Name in keyof T]-?: Sent<Exclude<T[Name], undefined>> }
    : T;

test('the shapes of the library', () => {
  expectTypeOf<Sent<Schemas['LibraryPage']>>().toExtend<LibraryPage>();
  expectTypeOf<Sent<Schemas['Facets']>>().toExtend<Facets>();
  expectTypeOf<Sent<Schemas['StorageAnswer']>>().toExtend<StorageAnswer>();
  expectTypeOf<Sent<Schemas['Uses']>>().toExtend<Uses>();
  expectTypeOf<Sent<Schemas['Collected']>>().toExtend<Collected>();
  expectTypeOf<LibraryFilter>().toExtend<Query>();
});
