/** The library against a server that answers when the test says so. */
import { expect, test } from 'vitest';
import { KodaApi } from '@/api/koda-api';
import type { LibraryItem, LibraryPage } from '@/api/library-types';
import { ApiProblem } from '@/api/problem';
import { Library } from './library';

const item = (id: string, more: Partial<LibraryItem> = {}): LibraryItem => ({
  id,
  hash: id,
  kind: 'image',
  mime: 'image/png',
  size: 1,
  name: '',
  width: 1,
  height: 1,
  duration: null,
  color: null,
  placeholder: null,
  origin: 'uploaded',
  canvas: null,
  model: null,
  prompt: null,
  created_at: 0,
  favourite: false,
  trashed_at: null,
  trashed_by: null,
  leaves_at: null,
  ...more,
});

/** A library of numbered assets, the newest first, two on a page. */
class Shelf extends KodaApi {
  items = [5, 4, 3, 2, 1].map((place) => item(`a${place}`));
  refuses = false;
  held: Promise<unknown> = Promise.resolve();

  override async listLibrary(_: object, before: number | null = null): Promise<LibraryPage> {
    const place = (one: LibraryItem): number => Number(one.id.slice(1));
    const rest = this.items.filter((one) => before === null || place(one) < before);
    const page = { items: rest.slice(0, 2), next: null as number | null };
    const last = page.items.at(-1);
    if (last && rest.length > 2) page.next = place(last);
    await this.held;
    return page;
  }

  override async trashAssets(assets: readonly string[]) {
    if (this.refuses) throw problem();
    this.items = this.items.filter((one) => !assets.includes(one.id));
    return { count: assets.length, used_on: 2 };
  }

  override async changeAsset(id: string, change: { favourite?: boolean; name?: string }) {
    if (this.refuses) throw problem();
    this.items = this.items.map((one) => (one.id === id ? { ...one, ...change } : one));
    return this.items[0] as LibraryItem;
  }
}

const problem = (): ApiProblem =>
  new ApiProblem(503, { code: 'x', detail: 'No.', remedy: '', retryable: true, fields: {} });
const ids = (library: Library): string[] => (library.state.items ?? []).map((one) => one.id);

async function opened(filter = {}): Promise<[Library, Shelf]> {
  const shelf = new Shelf();
  const library = new Library(shelf, filter);
  await library.load();
  return [library, shelf];
}

test('pages follow each other, and each is there once', async () => {
  const [library] = await opened();
  expect(ids(library)).toEqual(['a5', 'a4']);
  await Promise.all([library.more(), library.more()]);
  expect(ids(library)).toEqual(['a5', 'a4', 'a3', 'a2']);
  await library.more();
  await library.more();
  expect(ids(library)).toEqual(['a5', 'a4', 'a3', 'a2', 'a1']);
});

test('what is new comes first, and what was loaded stays', async () => {
  const [library, shelf] = await opened();
  await library.more();
  shelf.items = [item('a6'), ...shelf.items];
  await library.load();
  expect(ids(library)).toEqual(['a6', 'a5', 'a4', 'a3', 'a2']);
  await library.more();
  expect(ids(library)).toEqual(['a6', 'a5', 'a4', 'a3', 'a2', 'a1']);
});

test('what is thrown away is gone at once, and back if the server refuses', async () => {
  const [library, shelf] = await opened();
  const thrown = library.trash(['a5']);
  expect(ids(library)).toEqual(['a4']);
  expect(await thrown).toBe(2);
  expect(ids(library)).toEqual(['a4', 'a3']);
  shelf.refuses = true;
  await expect(library.trash(['a4'])).rejects.toBeInstanceOf(ApiProblem);
  expect(ids(library)).toEqual(['a4', 'a3']);
});

test('a star taken away leaves the list of favourites', async () => {
  const [library] = await opened({ favourite: true });
  const taken = library.star(['a5'], false);
  expect(ids(library)).toEqual(['a4']);
  await taken;
  const [all] = await opened();
  await all.star(['a5'], true);
  expect(all.state.items?.[0]?.favourite).toBe(true);
});

test('an answer from before a change does not take the change back', async () => {
  const [library, shelf] = await opened();
  let answer = (): void => {};
  shelf.held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const old = library.load();
  shelf.held = Promise.resolve();
  await library.trash(['a5']);
  answer();
  await old;
  expect(ids(library)).toEqual(['a4', 'a3']);
});

test('a server that is away is said, and what was shown stays', async () => {
  const [library, shelf] = await opened();
  shelf.held = Promise.reject(problem());
  await library.load();
  expect(library.state.problem?.status).toBe(503);
  expect(ids(library)).toEqual(['a5', 'a4']);
});
