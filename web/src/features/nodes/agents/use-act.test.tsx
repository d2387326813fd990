import { act, cleanup, renderHook } from '@testing-library/react';
import type { DetachedWindowAPI } from 'happy-dom';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KodaApi } from '@/api/koda-api';
import type { Step } from '@/api/types';
import { MemoryStore } from '@/sync/local-store';
import { Loopback } from '@/sync/loopback';
import { takeSteps } from '@/sync/run-store';
import { CanvasSession } from '@/sync/session';
import { SessionContext } from '@/sync/use-session';
import { keepAct } from './kept-acts';
import { type Act, useAct } from './use-act';

let server: Loopback;
let session: CanvasSession;
let address: string;

async function openCanvas(): Promise<CanvasSession> {
  const opened = new CanvasSession('c', {
    api: new KodaApi(address),
    store: new MemoryStore(),
    catalog: { kinds: [], models: [], auto: {} },
    me: { name: 'A', color: '#fff' },
  });
  await opened.open();
  return opened;
}

beforeEach(async () => {
  server = new Loopback();
  address = await server.start();
  // The page came from this server, as in a browser.
  (window as unknown as { happyDOM: DetachedWindowAPI }).happyDOM.setURL(address);
  session = await openCanvas();
});

afterEach(async () => {
  cleanup();
  keepAct('c.n', null);
  session.close();
  // Asked behind what the session says when it leaves.
  await session.api.getHealth();
  await server.stop();
});

function mount(): { readonly act: Act; unmount: () => void } {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <SessionContext value={session}>{children}</SessionContext>
  );
  const { result, unmount } = renderHook(() => useAct('prompt-enhancer', 'n'), { wrapper });
  return {
    get act() {
      return result.current;
    },
    unmount,
  };
}

const PARAMETERS = { prompt: 'A fox', medium: 'image', wishes: '' };
const part = (number: number, text: string) =>
  ({ number, name: 'main', kind: 'text', text, at: number }) as const;
const textOf = (one: Act): string | undefined => one.transcript.writings[0]?.text;
const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000 });

describe('something that a button asks for', () => {
  it('is followed word by word until it is done', async () => {
    const shown = mount();
    expect(shown.act.phase).toBe('idle');
    act(() => shown.act.start(PARAMETERS));
    expect(shown.act.phase).toBe('running');
    await until(() => expect(shown.act.step).not.toBeNull());
    act(() => server.say('stp_run_1', [part(1, 'A red')]));
    await until(() => expect(textOf(shown.act)).toBe('A red'));
    act(() => server.say('stp_run_1', [part(2, ' fox')]));
    await until(() => expect(textOf(shown.act)).toBe('A red fox'));
    const done = { ...(shown.act.step as Step), state: 'done' } as Step;
    act(() => takeSteps(session.runs, [done]));
    expect(shown.act).toMatchObject({ phase: 'done', parameters: PARAMETERS });
    expect(server.acts).toMatchObject([{ kind: 'prompt-enhancer', parameters: PARAMETERS }]);
  });

  it('is taken up again after a reload', async () => {
    const before = mount();
    act(() => before.act.start(PARAMETERS));
    await until(() => expect(before.act.step).not.toBeNull());
    server.say('stp_run_1', [part(1, 'A red')]);
    before.unmount();
    session.close();
    session = await openCanvas();
    const after = mount();
    expect(after.act).toMatchObject({ phase: 'running', parameters: PARAMETERS });
    await until(() => expect(textOf(after.act)).toBe('A red'));
    expect(server.acts).toHaveLength(1);
  });

  it('is let go when the server does not know it', async () => {
    keepAct('c.n', { run: 'run_9', node: 'act-k', parameters: {} });
    const shown = mount();
    expect(shown.act.phase).toBe('running');
    await until(() => expect(shown.act.phase).toBe('idle'));
  });

  it('is stopped when it is forgotten, also before it was answered', async () => {
    const shown = mount();
    act(() => shown.act.start(PARAMETERS));
    await until(() => expect(shown.act.step).not.toBeNull());
    act(() => shown.act.forget());
    expect(shown.act.phase).toBe('idle');
    await until(() => expect(server.cancelled).toEqual(['run_1']));
    act(() => shown.act.start(PARAMETERS));
    act(() => shown.act.forget());
    await until(() => expect(server.cancelled).toEqual(['run_1', 'run_2']));
    expect(shown.act.phase).toBe('idle');
  });
});
