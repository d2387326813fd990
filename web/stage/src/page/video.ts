/** A film element that stands where the frame needs it. */

import type { Scene } from '../contract';

/** In real time a film may be off by this before it is set again: seeking makes it stutter. */
const DRIFT = 0.25;

/** Plays along, muted. */
function follow(video: HTMLVideoElement, seconds: number, speed: number): void {
  video.playbackRate = speed;
  if (Math.abs(video.currentTime - seconds) > DRIFT) video.currentTime = seconds;
  if (video.paused) video.play().catch(() => undefined);
}

/** Resolves once the film shows the picture of a time, or can show none. */
function sought(video: HTMLVideoElement, seconds: number): Promise<void> {
  video.pause();
  return new Promise((resolve) => {
    const seek = () => {
      if (Math.abs(video.currentTime - seconds) < 0.001 && video.readyState >= 2) resolve();
      else video.currentTime = seconds;
    };
    video.addEventListener('seeked', () => resolve(), { once: true });
    video.addEventListener('error', () => resolve(), { once: true });
    if (video.readyState >= 2) seek();
    else video.addEventListener('loadeddata', seek, { once: true });
  });
}

/** Puts a film to a time; the frame waits for it unless it plays. */
export async function stand(
  scene: Scene,
  video: HTMLVideoElement,
  seconds: number,
  speed = 1,
): Promise<void> {
  if (scene.isPlaying) return follow(video, seconds, speed);
  const waiting = sought(video, seconds);
  scene.waits.add(waiting);
  await waiting;
  scene.waits.delete(waiting);
}

/** A film element that shows nothing before it is put somewhere. */
export function prepared(video: HTMLVideoElement): HTMLVideoElement {
  video.muted = true;
  video.playsInline = true;
  video.preload = 'auto';
  return video;
}
