import { act, cleanup, render, screen } from '@testing-library/react';
import { useEffect } from 'react';
import { afterEach, expect, it } from 'vitest';
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

it('asks who is there after a 401, and keeps the page and its unsent edits behind the door', () => {
  draw();
  act(() => api.access.refuse());
  expect(field()).not.toBeNull();
  expect(unmounted).toBe(0);
});

it('draws the page anew after signing in, so that what was refused is asked again', () => {
  draw();
  act(() => api.access.refuse());
  act(() => api.access.grant());
  expect(field()).toBeNull();
  expect([mounted, unmounted]).toEqual([2, 1]);
});
