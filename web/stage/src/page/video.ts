/** A film element that stands where the frame needs it. */

import type { Scene } from '../contract';

/** In real time a film may be off by this before it is set again: seeking makes it stutter. */
const DRIFT = 0.25;

let last = 0;

/** Plays along, muted. */
function follow(video: HTMLVideoElement, seconds: number, speed: number): void {
  video.playbackRate = speed;
  if (Math.abs(video.currentTime - seconds) > DRIFT) video.currentTime = seconds;
  if (video.paused) video.play().catch(() => undefined);
}

/** Puts a film to a time; the frame waits for it unless it plays. */
export function stand(scene: Scene, video: HTMLVideoElement, seconds: number, speed = 1): void {
  if (scene.isPlaying) {
    follow(video, seconds, speed);
    return;
  }
  video.pause();
  last += 1;
  const reason = `a film (${last})`;
  const done = () => scene.waits.delete(reason);
  scene.waits.add(reason);
  const seek = () => {
    if (Math.abs(video.currentTime - seconds) < 0.001 && video.readyState >= 2) return done();
    video.addEventListener('seeked', done, { once: true });
    video.currentTime = seconds;
  };
  video.addEventListener('error', done, { once: true });
  if (video.readyState >= 1) seek();
  else video.addEventListener('loadeddata', seek, { once: true });
}

/** A film element that shows nothing before it is put somewhere. */
export function prepared(video: HTMLVideoElement): HTMLVideoElement {
  video.muted = true;
  video.playsInline = true;
  video.preload = 'auto';
  return video;
}
