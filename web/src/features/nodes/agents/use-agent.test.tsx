import { act, cleanup, renderHook } from '@testing-library/react';
import type { DetachedWindowAPI } from 'happy-dom';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KodaApi } from '@/api/koda-api';
import type { Step } from '@/api/types';
import { nodeOf } from '@/core/node.fixture';
import type { NodeSpec } from '@/core/spec';
import type { Json } from '@/core/values';
import { MemoryStore } from '@/sync/local-store';
import { Loopback } from '@/sync/loopback';
import { takeSteps } from '@/sync/run-store';
import { CanvasSession } from '@/sync/session';
import { SessionContext } from '@/sync/use-session';
import { type Agent, useAgent } from './use-agent';

const KIND: NodeSpec = {
  kind: 'storyboard',
  version: 1,
  title: 'Storyboard',
  description: '',
  group: 'agent',
  icon: 'film',
  runs: true,
  inputs: [],
  outputs: [
    {
      name: 'board',
      title: 'Board',
      types: ['json'],
      list: false,
      parameter: null,
      type_parameter: null,
      description: '',
    },
  ],
  parameters: { properties: { talk: { type: 'array', 'x-control': 'hidden' } } },
  task: null,
  width: 400,
  height: 500,
};

let server: Loopback;
let session: CanvasSession;

beforeEach(async () => {
  server = new Loopback();
  const address = await server.start();
  // The page came from this server, as in a browser.
  (window as unknown as { happyDOM: DetachedWindowAPI }).happyDOM.setURL(address);
  session = new CanvasSession('c', {
    api: new KodaApi(address),
    store: new MemoryStore(),
    catalog: { kinds: [KIND], models: [], auto: {} },
    me: { name: 'A', color: '#fff' },
  });
  await session.open();
  session.document.add([nodeOf('n', 'storyboard')]);
});

afterEach(async () => {
  cleanup();
  await session.outbox.settled();
  session.close();
  // Asked behind what the session says when it leaves.
  await session.api.getHealth();
  await server.stop();
});

function step(at: number, state: Step['state'], board?: Json): void {
  const outputs = board === undefined ? {} : { board: { type: 'json', json: board } };
  const one = { id: `s${at}`, run: `r${at}`, node: 'n', kind: 'storyboard', state, outputs };
  const rest = { model: 'offline/rules', failure: null, question: null, created_at: at };
  act(() => takeSteps(session.runs, [{ ...one, ...rest } as unknown as Step]));
}

function mount(): { readonly agent: Agent } {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <SessionContext value={session}>{children}</SessionContext>
  );
  const { result } = renderHook(() => useAgent('n', KIND, 'board'), { wrapper });
  return {
    get agent() {
      return result.current;
    },
  };
}

const talk = (): Json | undefined => session.document.node('n')?.parameters.talk;
const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000 });
const started = (many: number): Promise<void> =>
  until(() => expect(server.started).toHaveLength(many));

describe('an agent node', () => {
  it('is what its newest step is, and shows what is written so far', async () => {
    server.said.push(
      { number: 1, name: 'main', kind: 'reasoning', text: 'Snow.', at: 1 },
      { number: 2, name: 'main', kind: 'text', text: '{"scenes":[{"title":"Do', at: 2 },
    );
    const shown = mount();
    expect(shown.agent.phase).toBe('idle');
    step(1, 'running');
    expect(shown.agent.phase).toBe('running');
    await until(() => expect(shown.agent.partial.value).toEqual({ scenes: [{ title: 'Do' }] }));
    step(1, 'cancelled');
    expect(shown.agent.phase).toBe('stopped');
    expect(shown.agent.partial.value).toEqual({ scenes: [{ title: 'Do' }] });
    step(2, 'failed');
    expect(shown.agent.phase).toBe('failed');
  });

  it('is asked to change its newest draft, or one that is named', async () => {
    const shown = mount();
    step(1, 'done', { scenes: [1] });
    step(2, 'done', { scenes: [2] });
    act(() => shown.agent.say(' Darker '));
    expect(talk()).toMatchObject([{ text: 'Darker', draft: { scenes: [2] } }]);
    act(() => shown.agent.say('Warmer', shown.agent.drafts[0]));
    const [first, second] = shown.agent.talk;
    expect(first?.draft).toBeUndefined();
    expect(second).toMatchObject({ text: 'Warmer', draft: { scenes: [1] } });
    await started(2);
    expect(server.started.map((one) => one.targets)).toEqual([['n'], ['n']]);
  });

  it('keeps a message until the draft that is being written is done', async () => {
    const shown = mount();
    step(1, 'running');
    act(() => shown.agent.say('Darker'));
    const [turn] = shown.agent.talk;
    expect(turn && shown.agent.isWaiting(turn)).toBe(true);
    expect(server.started).toEqual([]);
    step(1, 'done', { scenes: [1] });
    await started(1);
    expect(talk()).toMatchObject([{ text: 'Darker', draft: { scenes: [1] } }]);
    expect(turn && shown.agent.isWaiting(turn)).toBe(false);
  });

  it('does not send a message after what was stopped; a person may, or take it back', async () => {
    const shown = mount();
    step(1, 'running');
    act(() => shown.agent.say('Darker'));
    step(1, 'cancelled');
    const { unsent } = shown.agent;
    expect(unsent?.text).toBe('Darker');
    expect(unsent && shown.agent.isWaiting(unsent)).toBe(false);
    act(() => unsent && shown.agent.unsay(unsent));
    expect(talk()).toBeUndefined();
    expect(server.started).toEqual([]);
  });

  it('begins a new conversation with a new draft, in one step to undo', async () => {
    const shown = mount();
    step(1, 'done', { scenes: [1] });
    act(() => shown.agent.say('Darker'));
    await started(1);
    act(() => shown.agent.run());
    expect(talk()).toBeUndefined();
    await started(2);
    expect(server.started[1]?.fresh).toEqual(['n']);
    act(() => session.document.undo());
    expect(talk()).toMatchObject([{ text: 'Darker' }]);
  });
});
