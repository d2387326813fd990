import { beforeEach, expect, it } from 'vitest';
import { KodaApi } from '@/api/koda-api';
import { unreachable } from '@/api/problem';
import type { AccessLevel, SessionAnswer } from '@/api/session-types';
import { EVERYTHING, lastCaller, loadCaller, mayOf } from '@/sync/caller';
import { CanvasDocument } from '@/sync/canvas-document';

const known = (access: AccessLevel): SessionAnswer => ({
  signed_in: true,
  caller: { kind: access === 'owner' ? 'owner' : 'share', name: 'A friend' },
  access,
  canvas: access === 'owner' ? null : 'cnv_1',
  ways: ['password'],
  oidc: null,
});

/** An interface whose server answers this to the question who calls. */
class Answering extends KodaApi {
  readonly #answer: SessionAnswer | null;

  constructor(answer: SessionAnswer | null) {
    super();
    this.#answer = answer;
  }

  override async getSession(): Promise<SessionAnswer> {
    if (!this.#answer) throw unreachable();
    this.access.know(this.#answer);
    return this.#answer;
  }
}

beforeEach(() => localStorage.clear());

it('lets each link do what it is for, and an owner everything', () => {
  expect(mayOf(known('view'))).toEqual({ edit: false, run: false, own: false });
  expect(mayOf(known('edit'))).toEqual({ edit: true, run: false, own: false });
  expect(mayOf(known('run'))).toEqual({ edit: true, run: true, own: false });
  expect(mayOf(known('owner'))).toEqual(EVERYTHING);
  expect(mayOf(null)).toEqual(EVERYTHING);
});

it('remembers who it was while the server is away', async () => {
  await loadCaller(new Answering(known('view')));
  expect(await loadCaller(new Answering(null))).toEqual(known('view'));
});

it('does not forget who it was by being signed out', async () => {
  await loadCaller(new Answering(known('edit')));
  const api = new Answering({ ...known('edit'), signed_in: false, caller: null, access: null });
  await loadCaller(api);
  expect(api.access.isRefused).toBe(true);
  expect(lastCaller()?.caller?.kind).toBe('share');
});

it('takes no edit into a canvas that is only shown, and undoes none', () => {
  const document = new CanvasDocument(() => false);
  const sent: Uint8Array[] = [];
  document.watchUpdates((update) => sent.push(update));
  document.rename('Before');
  document.isLocked = true;
  document.rename('After');
  document.undo();
  expect(document.name).toBe('Before');
  expect(document.canUndo).toBe(false);
  expect(sent).toHaveLength(1);
});
