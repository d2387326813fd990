import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { type Playback, usePlayback } from './use-playback';

/** A film whose browser takes its time: it arrives when `arrive` is called. */
function slowFilm() {
  const element = document.createElement('video');
  const state = { time: 0, isSeeking: false };
  Object.defineProperty(element, 'seeking', { get: () => state.isSeeking });
  Object.defineProperty(element, 'currentTime', {
    get: () => state.time,
    set(seconds: number) {
      state.time = seconds;
      state.isSeeking = true;
    },
  });
  const arrive = (): void =>
    act(() => {
      state.isSeeking = false;
      element.dispatchEvent(new Event('timeupdate'));
      element.dispatchEvent(new Event('seeked'));
    });
  return { element, arrive };
}

function playbackOf(element: HTMLVideoElement) {
  const { result } = renderHook(() => usePlayback(element, 3));
  const seek = (seconds: number): void => act(() => result.current.seek(seconds));
  return { now: (): Playback => result.current, seek };
}

afterEach(cleanup);

it('stands where it was sent last, also while it arrives where it was sent before', () => {
  const { element, arrive } = slowFilm();
  const { now, seek } = playbackOf(element);
  seek(0.35);
  seek(0.4);
  seek(0.45);
  expect(element.currentTime).toBe(0.35);
  act(() => element.dispatchEvent(new Event('timeupdate')));
  expect(now().time).toBe(0.45);
  arrive();
  expect(element.currentTime).toBe(0.45);
  expect(now().time).toBe(0.45);
  arrive();
  expect(now().time).toBe(0.45);
  expect(element.seeking).toBe(false);
});

it('wants nothing of another file that was wanted of the one before', () => {
  const { element, arrive } = slowFilm();
  const { now, seek } = playbackOf(element);
  seek(1);
  seek(2);
  element.currentTime = 0;
  act(() => element.dispatchEvent(new Event('emptied')));
  arrive();
  expect(now().time).toBe(0);
});
