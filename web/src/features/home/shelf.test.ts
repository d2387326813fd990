// @vitest-environment node
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { KodaApi } from '@/api/koda-api';
import type { ApiProblem } from '@/api/problem';
import type { CanvasCard } from '@/api/types';
import { findByName, Shelf } from './shelf';

const card = (id: string, name = id): CanvasCard => ({
  id,
  name,
  createdAt: 0,
  updatedAt: 0,
  nodeCount: 0,
  thumbnail: null,
});

/** A real server that keeps canvases in memory; `hold` lets its next answers to a list wait. */
class Desk {
  cards = [card('fox'), card('sky'), card('sea')];
  trashed: CanvasCard[] = [];
  refuses = false;
  #held: Promise<void> | null = null;
  readonly #server: Server;

  constructor() {
    this.#server = createServer(async (request, response) => {
      const [status, body] = await this.#answer(request);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  hold(): () => void {
    let release = (): void => {};
    this.#held = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  }

  async #answer(request: IncomingMessage): Promise<[number, unknown]> {
    const url = new URL(request.url ?? '', 'http://desk');
    const [, , , id, action] = url.pathname.split('/');
    if (request.method === 'GET') return [200, await this.#list(url)];
    let text = '';
    for await (const piece of request) text += piece;
    if (this.refuses) return [503, { code: 'unavailable', detail: 'Not now.', remedy: 'Later.' }];
    const one = [...this.cards, ...this.trashed].find((each) => each.id === id);
    if (request.method === 'PUT') Object.assign(one ?? {}, JSON.parse(text));
    if (request.method === 'DELETE') this.#move(id, !url.searchParams.has('forever'));
    if (action === 'restore') this.#restore(id);
    return [200, { success: true, canvas: { id: 'copy', name: 'copy' } }];
  }

  async #list(url: URL): Promise<unknown> {
    const list = url.searchParams.get('trashed') === 'true' ? this.trashed : this.cards;
    // What was asked before a change is answered as it was then.
    const canvases = list.map((one) => ({ ...one }));
    await this.#held;
    return { canvases };
  }

  #move(id: string | undefined, isTrash: boolean): void {
    if (isTrash) this.trashed.push(...this.cards.filter((one) => one.id === id));
    else this.trashed = this.trashed.filter((one) => one.id !== id);
    this.cards = this.cards.filter((one) => one.id !== id);
  }

  #restore(id: string | undefined): void {
    this.cards.push(...this.trashed.filter((one) => one.id === id));
    this.trashed = this.trashed.filter((one) => one.id !== id);
  }
}

const desks: Desk[] = [];

afterEach(() => {
  for (const desk of desks.splice(0)) desk.stop();
});

async function open(isTrash = false): Promise<{ desk: Desk; shelf: Shelf }> {
  const desk = new Desk();
  desks.push(desk);
  const shelf = new Shelf(new KodaApi(await desk.start()), isTrash);
  await shelf.load();
  return { desk, shelf };
}

const names = (shelf: Shelf) => shelf.state.cards?.map((one) => one.name);

describe('the shelf of canvases', () => {
  it('shows a change before the server has answered', async () => {
    const { shelf } = await open();
    const renaming = shelf.rename('fox', 'Red fox');
    expect(names(shelf)).toEqual(['Red fox', 'sky', 'sea']);
    await renaming;
    expect(names(shelf)).toEqual(['Red fox', 'sky', 'sea']);
  });

  it('shows what was before when the server refuses, and says so', async () => {
    const { desk, shelf } = await open();
    desk.refuses = true;
    const trashing = shelf.trash('sky');
    expect(names(shelf)).toEqual(['fox', 'sea']);
    await expect(trashing).rejects.toMatchObject({
      code: 'unavailable',
    } satisfies Partial<ApiProblem>);
    expect(names(shelf)).toEqual(['fox', 'sky', 'sea']);
  });

  it('does not bring back what was thrown away while an older answer was on its way', async () => {
    const { desk, shelf } = await open();
    const release = desk.hold();
    const loading = shelf.load();
    const seen: (string[] | undefined)[] = [];
    shelf.watch(() => seen.push(names(shelf)));
    const trashing = shelf.trash('sky');
    release();
    await Promise.all([loading, trashing]);
    expect(new Set(seen.map((shown) => shown?.join(' ')))).toEqual(new Set(['fox sea']));
  });

  it('takes a canvas back out of the trash', async () => {
    const { shelf } = await open();
    await shelf.trash('sky');
    await shelf.restore('sky');
    expect(names(shelf)).toContain('sky');
  });

  it('empties the trash', async () => {
    const { desk, shelf } = await open(true);
    desk.trashed = [card('old'), card('older')];
    await shelf.load();
    await shelf.clear();
    expect(desk.trashed).toEqual([]);
    expect(shelf.state.cards).toEqual([]);
  });

  it('keeps what it shows when the server goes away, and names the problem', async () => {
    const { desk, shelf } = await open();
    desk.stop();
    await shelf.load();
    expect(names(shelf)).toEqual(['fox', 'sky', 'sea']);
    expect(shelf.state.problem?.code).toBe('unreachable');
  });
});

describe('searching', () => {
  const cards = [card('a', 'Fox in the snow'), card('b', 'Café scenes'), card('c', 'Snow fox')];
  const found = (query: string) => findByName(cards, query).map((one) => one.id);

  it('finds all words in any order', () => {
    expect(found('snow fox')).toEqual(['a', 'c']);
    expect(found('')).toEqual(['a', 'b', 'c']);
    expect(found('wolf')).toEqual([]);
  });

  it('does not mind case and accents', () => {
    expect(found('CAFE')).toEqual(['b']);
  });
});
