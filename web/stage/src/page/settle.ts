/** Waits until a frame is whole, without any animation frame of the browser. */

import { KnownFault } from '../code/fault';
import type { Scene } from '../contract';

const MOST = 20_000;

/** Ends once what was queued before it has run; messages are not slowed down as timers are. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(null);
  });
}

function pendingImages(): string[] {
  const wanted = [...document.images].filter((image) => image.currentSrc || image.src);
  for (const image of wanted) {
    if (image.loading === 'lazy') image.loading = 'eager';
  }
  return wanted.filter((image) => !image.complete).map(() => 'a picture');
}

/** CSS animations stand where the film is; transitions have ended. */
export function holdAnimations(milliseconds: number): void {
  for (const animation of document.getAnimations()) {
    if (animation instanceof CSSTransition) animation.finish();
    else {
      animation.pause();
      animation.currentTime = milliseconds;
    }
  }
}

/** Resolves when nothing is waited for, twice in a row; `others` tells more reasons to wait. */
export async function settled(scene: Scene, others: () => string[]): Promise<void> {
  const end = performance.now() + MOST;
  for (let quiet = 0; quiet < 2; ) {
    await turn();
    const fonts = document.fonts.status === 'loading' ? ['a font'] : [];
    const films = [...scene.waits].map(() => 'a film');
    const reasons = [...films, ...others(), ...pendingImages(), ...fonts];
    quiet = reasons.length ? 0 : quiet + 1;
    if (performance.now() > end) {
      const message = `The frame was not ready after ${MOST / 1_000} s; it waits for ${reasons[0]}.`;
      throw new KnownFault({ code: 'runtime', message, is_sure: true });
    }
    if (reasons.length) await new Promise((resolve) => setTimeout(resolve, 4));
  }
}
