import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { ApiProblem } from '@/api/problem';
import type { TranscriptPart } from '@/api/transcript-types';
import type { StreamEvent } from '@/api/types';
import { EMPTY, withParts } from './transcript';
import { Transcripts } from './transcripts';

const part = (number: number, kind: TranscriptPart['kind'], text: string, name = 'main') => ({
  number,
  name,
  kind,
  text,
  at: 1000 * number,
});

const PARTS: readonly TranscriptPart[] = [
  part(1, 'reasoning', 'A fox '),
  part(2, 'reasoning', 'needs snow.'),
  part(3, 'text', '{"summary":'),
  part(4, 'note', 'The answer broke off.'),
  part(5, 'text', '"Snow"'),
  part(6, 'tool_call', 'measure'),
  part(7, 'text', '}', 'main/repair'),
];

/** A server that has said some parts; what it says from then on may get lost on the way. */
class Said {
  parts: TranscriptPart[] = [];
  ended = false;
  asked: number[] = [];
  failures: ApiProblem[] = [];
  readonly listeners = new Set<(event: StreamEvent) => void>();
  readonly transcripts = new Transcripts({
    fetch: async (_run, _step, after) => {
      this.asked.push(after);
      const failure = this.failures.shift();
      if (failure) throw failure;
      return { parts: this.parts.filter((one) => one.number > after), ended: this.ended };
    },
    watch: (listener) => {
      this.listeners.add(listener);
      return () => this.listeners.delete(listener);
    },
  });

  send(parts: readonly TranscriptPart[]): void {
    this.tell({ type: 'said', canvas: 'c', run: 'r', step: 's', parts: [...parts] });
  }

  tell(event: StreamEvent): void {
    for (const listener of this.listeners) listener(event);
  }

  get last(): number {
    return this.transcripts.get('s').last;
  }
}

const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 5_000 });

describe('a transcript', () => {
  it('puts the pieces of each writing together, with the time that was thought', () => {
    const [main, repair] = withParts(EMPTY, PARTS).writings;
    expect(main).toMatchObject({
      name: 'main',
      reasoning: 'A fox needs snow.',
      text: '{"summary":"Snow"',
      notes: ['The answer broke off.'],
      tools: [{ kind: 'tool_call', text: 'measure' }],
      startedAt: 1000,
      endedAt: 6000,
      thoughtFrom: 1000,
      thoughtTo: 3000,
    });
    expect(repair).toMatchObject({ name: 'main/repair', text: '}' });
  });

  it('is the same however its parts come: split, twice, or late', () => {
    const whole = withParts(EMPTY, PARTS);
    fc.assert(
      fc.property(fc.array(fc.nat(PARTS.length)), (cuts) => {
        let transcript = EMPTY;
        for (const cut of [...cuts].sort((a, b) => a - b)) {
          transcript = withParts(transcript, PARTS.slice(0, cut).reverse());
        }
        expect(withParts(transcript, PARTS)).toEqual(whole);
      }),
    );
  });
});

describe('the transcripts of a canvas', () => {
  it('fetch what was said before, then follow', async () => {
    const said = new Said();
    said.parts = PARTS.slice(0, 3);
    const leave = said.transcripts.watch('r', 's', () => {});
    await until(() => expect(said.last).toBe(3));
    said.send(PARTS.slice(3, 5));
    expect(said.last).toBe(5);
    expect(said.asked).toEqual([0]);
    leave();
  });

  it('fetch what is missing when a part was lost', async () => {
    const said = new Said();
    const leave = said.transcripts.watch('r', 's', () => {});
    await until(() => expect(said.asked).toEqual([0]));
    said.parts = [...PARTS];
    said.send(PARTS.slice(0, 2));
    said.send(PARTS.slice(4, 5));
    expect(said.last).toBe(2);
    await until(() => expect(said.last).toBe(7));
    expect(said.transcripts.get('s').writings).toEqual(withParts(EMPTY, PARTS).writings);
    leave();
  });

  it('take what comes when the numbers leave one out', async () => {
    const said = new Said();
    const leave = said.transcripts.watch('r', 's', () => {});
    await until(() => expect(said.asked).toEqual([0]));
    said.send([part(9, 'text', 'x')]);
    await until(() => expect(said.last).toBe(9));
    leave();
  });

  it('fetch again once the stream is back, until nothing more comes', async () => {
    const said = new Said();
    const leave = said.transcripts.watch('r', 's', () => {});
    await until(() => expect(said.transcripts.get('s').isLoaded).toBe(true));
    said.parts = [...PARTS];
    said.ended = true;
    said.tell({ type: 'caught_up', seq: 1 });
    await until(() => expect(said.transcripts.get('s')).toMatchObject({ last: 7, ended: true }));
    said.tell({ type: 'caught_up', seq: 2 });
    expect(said.asked).toEqual([0, 0]);
    leave();
  });

  it('ask again when the server was away', async () => {
    vi.useFakeTimers();
    const said = new Said();
    said.parts = PARTS.slice(0, 1);
    said.failures = [problem(503)];
    const leave = said.transcripts.watch('r', 's', () => {});
    await vi.advanceTimersByTimeAsync(2_000);
    expect(said.last).toBe(1);
    leave();
    vi.useRealTimers();
  });

  it('ask once for what is not there', async () => {
    const said = new Said();
    said.failures = [problem(404)];
    const leave = said.transcripts.watch('r', 's', () => {});
    await until(() => expect(said.transcripts.get('s').ended).toBe(true));
    said.tell({ type: 'caught_up', seq: 1 });
    expect(said.asked).toEqual([0]);
    leave();
  });

  it('keep nothing once nobody looks', async () => {
    const said = new Said();
    said.parts = [...PARTS];
    const leave = [1, 2].map(() => said.transcripts.watch('r', 's', () => {}));
    await until(() => expect(said.last).toBe(7));
    leave[0]?.();
    expect(said.last).toBe(7);
    leave[1]?.();
    expect(said.last).toBe(0);
    expect(said.listeners.size).toBe(0);
  });
});

const problem = (status: number): ApiProblem =>
  new ApiProblem(status, { code: 'x', detail: '', remedy: '', retryable: true, fields: {} });
