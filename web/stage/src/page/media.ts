/** Pictures are loaded before the first frame, so that backgrounds and textures have them at once. */

import { KnownFault } from '../code/fault';
import type { Medium } from '../contract';

const kept = new Map<string, HTMLImageElement>();

/** A picture, once it has come; `keep` it for the next time, but not each of a film's. */
export function picture(url: string, name: string, keep = true): Promise<HTMLImageElement> {
  const before = kept.get(url);
  if (before) return Promise.resolve(before);
  const image = new Image();
  return new Promise((resolve, reject) => {
    image.onload = () => {
      if (keep) kept.set(url, image);
      resolve(image);
    };
    image.onerror = () => {
      const message = `The picture '${name}' cannot be shown.`;
      reject(new KnownFault({ code: 'missing_media', message, is_sure: true }));
    };
    image.src = url;
  });
}

export async function loadPictures(media: Medium[]): Promise<void> {
  const images = media.filter((one) => one.type === 'image');
  await Promise.all(images.map((one) => picture(one.url, one.name)));
}

export function forgetPictures(): void {
  kept.clear();
}

/** The address of a film's picture at a time, in seconds from its beginning. */
export function frameUrl(medium: Medium, seconds: number): string | null {
  const { frames } = medium;
  if (!frames) return null;
  const index = Math.floor(seconds * frames.fps + 1e-6);
  const number = Math.min(Math.max(index, 0), frames.count - 1) + 1;
  return frames.url.replace('%05d', String(number).padStart(5, '0'));
}

/** Where a film stands when it has run for `seconds`: held at its end, or from its start again. */
export function filmTime(medium: Medium, seconds: number, loop: boolean): number {
  const length = medium.seconds || Number.POSITIVE_INFINITY;
  if (loop && Number.isFinite(length)) return ((seconds % length) + length) % length;
  return Math.min(Math.max(seconds, 0), Math.max(length - 0.001, 0));
}
