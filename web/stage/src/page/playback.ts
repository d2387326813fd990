/** Plays a film in real time; leaves frames out where the machine is too slow for all of them. */

import type { Answer, Fault } from '../contract';
import type { Stage } from './stage';

export class Playback {
  private round = 0;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly stage: Stage,
    private readonly shown: (frame: number, faults: Fault[]) => void,
  ) {}

  /** One frame at a time: a seek begins when the one before has ended. */
  seek(frame: number): Promise<Answer> {
    this.pause();
    return this.draw(frame);
  }

  play(from: number, speed: number, loop: boolean): void {
    this.pause();
    const { round } = this;
    const { scene } = this.stage;
    if (!scene) return;
    const { fps, frames } = scene.film;
    let begin: number | null = null;
    scene.isPlaying = true;
    const step = async (now: number) => {
      if (round !== this.round) return;
      begin ??= now;
      const passed = from + Math.floor(((now - begin) / 1_000) * fps * speed);
      const ends = passed >= frames && !loop;
      const frame = ends ? frames - 1 : passed % frames;
      if (ends) scene.isPlaying = false;
      const { faults, ok } = await this.draw(frame);
      if (round !== this.round) return;
      this.shown(frame, faults);
      if (!ends && ok) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }

  pause(): void {
    this.round += 1;
    if (this.stage.scene) this.stage.scene.isPlaying = false;
  }

  private draw(frame: number): Promise<Answer> {
    const drawn = this.queue.then(() => this.stage.seek(frame));
    this.queue = drawn.catch(() => undefined);
    return drawn;
  }
}
