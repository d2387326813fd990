import { afterEach, expect, test, vi } from 'vitest';
import { StageFrame } from './stage-frame';

afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

function frame() {
  const posted: Record<string, unknown>[] = [];
  const there = { postMessage: (message: Record<string, unknown>) => posted.push(message) };
  const element = document.createElement('iframe');
  Object.defineProperty(element, 'contentWindow', { value: there });
  const heard = { onReady: vi.fn(), onDrawn: vi.fn(), onFrame: vi.fn(), onSilence: vi.fn() };
  const stage = new StageFrame(element, heard);
  const say = (data: unknown, source: unknown = there, origin = 'null'): void => {
    const event = new MessageEvent('message', { data, origin });
    Object.defineProperty(event, 'source', { value: source });
    window.dispatchEvent(event);
  };
  return { stage, posted, heard, say };
}

test('only the frame itself is heard, and only while its origin is a closed one', () => {
  const { heard, say, stage } = frame();
  say({ koda: 'ready' }, window);
  say({ koda: 'ready' }, undefined, 'http://elsewhere');
  expect(heard.onReady).not.toHaveBeenCalled();
  say({ koda: 'ready' });
  expect(heard.onReady).toHaveBeenCalledOnce();
  stage.close();
  say({ koda: 'ready' });
  expect(heard.onReady).toHaveBeenCalledOnce();
});

test.each([null, 5, 'ready', {}, { koda: 'frame', frame: '1' }, { koda: 'answer', id: 99 }])(
  'what is no message of the stage is passed over: %j',
  (data) => {
    const { heard, say, stage } = frame();
    say(data);
    for (const told of Object.values(heard)) expect(told).not.toHaveBeenCalled();
    stage.close();
  },
);

test('an answer belongs to the question of its number', async () => {
  const { stage, posted, say } = frame();
  const answer = stage.open({ engine: 'remotion' });
  expect(posted).toEqual([{ koda: 'open', id: 1, film: { engine: 'remotion' } }]);
  say({ koda: 'answer', id: 1, ok: 'yes', faults: [{ message: 'wrong', line: 3, is_sure: true }] });
  expect(await answer).toMatchObject({ ok: false, faults: [{ message: 'wrong', line: 3 }] });
  stage.close();
});

test('of frames wanted while one is drawn only the last is asked for', async () => {
  const { stage, posted, say, heard } = frame();
  const all = [stage.seek(1), stage.seek(2), stage.seek(3)];
  say({ koda: 'answer', id: 1, ok: true, faults: [] });
  await vi.waitFor(() => expect(posted).toHaveLength(2));
  say({ koda: 'answer', id: 2, ok: true, faults: [] });
  await Promise.all(all);
  expect(posted.map((one) => one.frame)).toEqual([1, 3]);
  expect(heard.onDrawn).toHaveBeenCalledTimes(2);
  stage.close();
});

test('code that does not answer is told, once it had its time', () => {
  vi.useFakeTimers();
  const { stage, heard } = frame();
  stage.play(0, 1, true);
  vi.advanceTimersByTime(19_000);
  expect(heard.onSilence).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2_000);
  expect(heard.onSilence).toHaveBeenCalledOnce();
  stage.close();
});
