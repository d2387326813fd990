// @vitest-environment node
import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { KodaApi } from '@/api/koda-api';
import type { CatalogResponse } from '@/api/types';
import { type CanvasNode, nodesOf, readGraph } from '@/core/canvas';
import { nodeOf } from '@/core/node.fixture';
import { openLocalStore } from '@/sync/indexed-store';
import { type LocalStore, MemoryStore } from '@/sync/local-store';
import { type Fault, Loopback } from '@/sync/loopback';
import { CanvasSession } from '@/sync/session';

const catalog: CatalogResponse = {
  kinds: [
    {
      kind: 'text',
      version: 1,
      title: 'Text',
      description: '',
      group: 'input',
      icon: 'type',
      runs: false,
      inputs: [],
      outputs: [],
      parameters: { properties: { content: { type: 'string', 'x-shared-text': true } } },
      task: null,
      width: 280,
      height: 140,
    },
  ],
  models: [],
  auto: {},
};

const node = (id: string, content = ''): CanvasNode => nodeOf(id, 'text', { content });

const open: CanvasSession[] = [];
const servers: Loopback[] = [];

async function serve(): Promise<{ server: Loopback; base: string }> {
  const server = new Loopback();
  servers.push(server);
  return { server, base: await server.start() };
}

async function join(base: string, store: LocalStore = new MemoryStore()): Promise<CanvasSession> {
  const session = new CanvasSession('c', {
    api: new KodaApi(base),
    store,
    catalog,
    me: { name: 'A', color: '#fff' },
  });
  open.push(session);
  await session.open();
  return session;
}

const until = (check: () => void): Promise<void> =>
  vi.waitFor(check, { timeout: 20_000, interval: 10 });

const plain = (session: CanvasSession) => [...session.document.graph.nodes.values()].sort(byId);
const byId = (a: CanvasNode, b: CanvasNode): number => (a.id < b.id ? -1 : 1);

afterEach(async () => {
  for (const session of open.splice(0)) session.close();
  for (const server of servers.splice(0)) await server.stop();
});

describe('a canvas session', () => {
  it('shows an edit in another tab, and says saved only after the server has it', async () => {
    const { server, base } = await serve();
    const [one, two] = [await join(base), await join(base)];
    await until(() => expect(one.saveState.kind).toBe('saved'));
    one.document.add([node('n1', 'hello')]);
    expect(one.saveState).toEqual({ kind: 'saving', waiting: 1 });
    await until(() => expect(one.saveState.kind).toBe('saved'));
    expect(nodesOf(server.doc).has('n1')).toBe(true);
    await until(() => expect(two.document.node('n1')?.parameters.content).toBe('hello'));
  });

  it('keeps every character of two people in one text', async () => {
    const { base } = await serve();
    const [one, two] = [await join(base), await join(base)];
    one.document.add([node('n1', 'ab')]);
    await until(() => expect(two.document.node('n1')).toBeDefined());
    one.document.setText('n1', 'content', 'Xab');
    two.document.setText('n1', 'content', 'abY');
    await until(() => {
      expect(one.document.node('n1')?.parameters.content).toBe('XabY');
      expect(two.document.node('n1')?.parameters.content).toBe('XabY');
    });
  });

  it('says offline with the number that waits, and saves when the server is back', async () => {
    const { server, base } = await serve();
    const one = await join(base);
    server.fault = () => 'unavailable';
    one.document.add([node('n1')]);
    one.document.add([node('n2')]);
    await until(() => expect(one.saveState).toMatchObject({ kind: 'offline', waiting: 2 }));
    server.fault = () => 'none';
    one.wake();
    await until(() => expect(one.saveState.kind).toBe('saved'));
    expect([...nodesOf(server.doc).keys()].sort()).toEqual(['n1', 'n2']);
  });

  it('stores an edit once when its answer was lost', async () => {
    const { server, base } = await serve();
    const one = await join(base);
    const faults: Fault[] = ['lose_answer', 'lose_answer'];
    server.fault = () => faults.shift() ?? 'none';
    one.document.add([node('n1')]);
    await until(() => expect(one.saveState.kind).toBe('saved'));
    expect(server.rows).toHaveLength(1);
  });

  it('sends what an earlier page left on the device', async () => {
    const { server, base } = await serve();
    const store = await openLocalStore();
    const before = await join(base, store);
    server.fault = () => 'lose_request';
    before.document.add([node('n1', 'kept')]);
    await until(() => expect(before.saveState.kind).toBe('offline'));
    before.close();
    server.fault = () => 'none';
    const after = await join(base, store);
    expect(after.document.node('n1')?.parameters.content).toBe('kept');
    await until(() => expect(nodesOf(server.doc).has('n1')).toBe(true));
    await until(async () => expect((await store.load('c')).pending).toEqual([]));
  });

  it('opens from the device alone when the server is away', async () => {
    const { server, base } = await serve();
    const store = new MemoryStore();
    const before = await join(base, store);
    before.document.add([node('n1', 'mine')]);
    await until(() => expect(before.saveState.kind).toBe('saved'));
    before.close();
    await server.stop();
    const after = await join(base, store);
    expect(after.document.node('n1')?.parameters.content).toBe('mine');
    await until(() => expect(after.saveState).toMatchObject({ kind: 'offline', waiting: 0 }));
  });

  it('undoes a refused edit and keeps the others', async () => {
    const { server, base } = await serve();
    const one = await join(base);
    one.document.add([node('n1', 'a')]);
    await until(() => expect(one.saveState.kind).toBe('saved'));
    server.refuse = (doc) => (nodesOf(doc).has('bad') ? 'Not this one.' : null);
    one.document.renameNode('n1', 'first');
    one.document.add([node('bad')]);
    one.document.add([node('n2', 'b')]);
    one.document.setText('n1', 'content', 'a!');
    await until(() => expect(one.saveState.kind).toBe('saved'));
    const names = () => [...readGraph(server.doc).nodes.values()].sort(byId);
    await until(() => expect(names()).toEqual(plain(one)));
    expect(plain(one).map((each) => each.id)).toEqual(['n1', 'n2']);
    expect(one.document.node('n1')).toMatchObject({ name: 'first', parameters: { content: 'a!' } });
    expect(one.notices.map((notice) => notice.text).join()).toContain('Not this one.');
  });

  it('tells others who is here, and that they left', async () => {
    const { base } = await serve();
    const [one, two] = [await join(base), await join(base)];
    await until(() => expect(two.isLoaded).toBe(true));
    one.presence.show({ cursor: { x: 1, y: 2 } });
    await until(() => expect(two.presence.others[0]?.cursor).toEqual({ x: 1, y: 2 }));
    one.close();
    await until(() => expect(two.presence.others).toEqual([]));
  });
});

type Edit = { who: number; what: 'add' | 'move' | 'type' | 'remove' | 'undo'; n: number };

function perform(session: CanvasSession, edit: Edit): void {
  const { document } = session;
  const ids = document.ids;
  const id = ids[edit.n % Math.max(1, ids.length)];
  if (edit.what === 'add') document.add([node(`n${edit.who}_${edit.n}`, 'x')]);
  else if (edit.what === 'undo') document.undo();
  else if (id === undefined) return;
  else if (edit.what === 'move') document.move(new Map([[id, { x: edit.n, y: edit.who }]]));
  else if (edit.what === 'remove') document.remove([id]);
  else document.setText(id, 'content', `${document.node(id)?.parameters.content}${edit.n % 10}`);
}

describe('any interleaving', () => {
  it('converges, with lost requests, lost answers and cut streams', async () => {
    const edits = fc.array(
      fc.record<Edit>({
        who: fc.nat(2),
        what: fc.constantFrom('add', 'add', 'move', 'type', 'type', 'remove', 'undo'),
        n: fc.nat(30),
      }),
      { minLength: 5, maxLength: 30 },
    );
    const faults = fc.array(fc.constantFrom<Fault>('none', 'lose_request', 'lose_answer'), {
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(edits, faults, fc.nat(30), async (steps, losses, cut) => {
        const { server, base } = await serve();
        const left = [...losses];
        server.fault = () => left.shift() ?? 'none';
        const people = [await join(base), await join(base), await join(base)];
        for (const [at, step] of steps.entries()) {
          perform(people[step.who] as CanvasSession, step);
          if (at === cut) server.cutStreams();
          if (at % 3 === 0) await new Promise((resolve) => setTimeout(resolve, 2));
        }
        await until(() => {
          for (const one of people) {
            one.wake();
            expect(one.outbox.state.waiting).toBe(0);
          }
          const truth = [...readGraph(server.doc).nodes.values()].sort(byId);
          for (const one of people) expect(plain(one)).toEqual(truth);
        });
        for (const one of people) one.close();
        await server.stop();
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});

describe('undo', () => {
  it('takes back only one’s own edits, a run of typing as one step', async () => {
    const { base } = await serve();
    const [one, two] = [await join(base), await join(base)];
    one.document.add([node('n1', '')]);
    await until(() => expect(two.document.node('n1')).toBeDefined());
    for (const text of ['h', 'he', 'hey']) one.document.setText('n1', 'content', text);
    two.document.move(new Map([['n1', { x: 50, y: 60 }]]));
    await until(() => expect(one.document.node('n1')?.x).toBe(50));
    one.document.undo();
    expect(one.document.node('n1')).toMatchObject({ x: 50, parameters: { content: '' } });
    one.document.redo();
    expect(one.document.node('n1')?.parameters.content).toBe('hey');
    one.document.undo();
    one.document.undo();
    expect(one.document.node('n1')).toBeUndefined();
  });
});
