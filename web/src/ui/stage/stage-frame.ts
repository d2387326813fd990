/** Talks with the closed frame that runs generated code: asks by number, believes nothing unread. */
import { type Fault, readFaults } from '@/core/animation-questions';

export type StageAnswer = { readonly ok: boolean; readonly faults: readonly Fault[] };

type Heard = {
  /** The frame can be asked from now on. */
  onReady: () => void;
  /** The frame that was sought last is drawn, or is not, for these reasons. */
  onDrawn: (answer: StageAnswer) => void;
  /** While it plays: this is on show. */
  onFrame: (frame: number, faults: readonly Fault[]) => void;
  /** It does not answer: it must be thrown away. */
  onSilence: () => void;
};

/** Milliseconds; the page itself stops a loop after 5 s. */
const PATIENCE = 20_000;

type Waiting = { answer: (answer: StageAnswer) => void; timer: number };

export class StageFrame {
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;
  private playing = 0;
  private next: number | null = null;
  private isSeeking = false;

  constructor(
    private readonly element: HTMLIFrameElement,
    private readonly heard: Heard,
  ) {
    window.addEventListener('message', this.hear);
  }

  open(film: object): Promise<StageAnswer> {
    return this.ask('open', { film });
  }

  /** One frame at a time is drawn; of those wanted meanwhile only the last. */
  async seek(frame: number): Promise<void> {
    this.next = frame;
    if (this.isSeeking) return;
    this.isSeeking = true;
    window.clearTimeout(this.playing);
    while (this.next !== null) {
      const wanted: number = this.next;
      this.next = null;
      this.heard.onDrawn(await this.ask('seek', { frame: wanted }));
    }
    this.isSeeking = false;
  }

  private ask(name: string, fields: object): Promise<StageAnswer> {
    this.last += 1;
    const id = this.last;
    return new Promise((answer) => {
      const timer = window.setTimeout(this.heard.onSilence, PATIENCE);
      this.waiting.set(id, { answer, timer });
      this.post({ koda: name, id, ...fields });
    });
  }

  play(frame: number, speed: number, loop: boolean): void {
    this.post({ koda: 'play', frame, speed, loop });
    this.expectFrame();
  }

  pause(): void {
    window.clearTimeout(this.playing);
    this.post({ koda: 'pause' });
  }

  close(): void {
    window.removeEventListener('message', this.hear);
    window.clearTimeout(this.playing);
    for (const { timer } of this.waiting.values()) window.clearTimeout(timer);
    this.waiting.clear();
  }

  /** What is posted is not secret from whatever may stand in the frame: it is its own code. */
  private post(message: object): void {
    this.element.contentWindow?.postMessage(message, '*');
  }

  private expectFrame(): void {
    window.clearTimeout(this.playing);
    this.playing = window.setTimeout(this.heard.onSilence, PATIENCE);
  }

  private readonly hear = (event: MessageEvent<unknown>): void => {
    const isFromThere = event.source === this.element.contentWindow && event.origin === 'null';
    if (!isFromThere || typeof event.data !== 'object' || event.data === null) return;
    const said = event.data as Readonly<Record<string, unknown>>;
    if (said.koda === 'ready') this.heard.onReady();
    if (said.koda === 'frame' && Number.isSafeInteger(said.frame)) {
      this.expectFrame();
      this.heard.onFrame(Number(said.frame), readFaults(said.faults));
    }
    if (said.koda === 'answer' && typeof said.id === 'number') {
      const asked = this.waiting.get(said.id);
      if (!asked) return;
      this.waiting.delete(said.id);
      window.clearTimeout(asked.timer);
      asked.answer({ ok: said.ok === true, faults: readFaults(said.faults) });
    }
  };
}
