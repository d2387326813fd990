import { act, cleanup, render, screen } from '@testing-library/react';
import { useEffect } from 'react';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { api } from '@/api/koda-api';
import { Gate } from '@/app/gate';

let mounted = 0;
let unmounted = 0;

function Page() {
  useEffect(() => {
    mounted += 1;
    return () => {
      unmounted += 1;
    };
  }, []);
  return <p>The canvases</p>;
}

const draw = () =>
  render(
    <Gate>
      <Page />
    </Gate>,
  );
const field = () => screen.queryByLabelText('Password or token');
const shownField = () => screen.findByLabelText('Password or token');

// What is loaded when it is needed is there already: no test waits for a compiler.
beforeAll(async () => {
  // No server is there to ask, whatever runs on this machine.
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('away')));
  await import('@/features/session/sign-in-page');
});

afterEach(() => {
  cleanup();
  api.access.grant();
  mounted = 0;
  unmounted = 0;
});

it('shows the page while the server knows this browser', () => {
  draw();
  expect(screen.getByText('The canvases')).toBeTruthy();
  expect(field()).toBeNull();
});

it('asks who is there after a 401, and keeps the page and its unsent edits behind the door', async () => {
  draw();
  act(() => api.access.refuse());
  expect(await shownField()).toBeTruthy();
  expect(unmounted).toBe(0);
});

it('draws the page anew after signing in, so that what was refused is asked again', () => {
  draw();
  act(() => api.access.refuse());
  act(() => api.access.grant());
  expect(field()).toBeNull();
  expect([mounted, unmounted]).toEqual([2, 1]);
});

it('leaves a page in sight that holds unsaved work, and lets it go on after signing in', () => {
  draw();
  let wentOn = 0;
  const letGo = api.access.hold(() => {
    wentOn += 1;
  });
  act(() => api.access.refuse());
  expect(field()).toBeNull();
  act(() => api.access.grant());
  letGo();
  expect([mounted, unmounted, wentOn]).toEqual([1, 0, 1]);
});
