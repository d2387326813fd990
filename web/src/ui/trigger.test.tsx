import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, it } from 'vitest';
import { type Opener, useTrigger } from './trigger';

let pressed = 0;

function Place({ onOpen }: { onOpen: (opener: Opener) => void }) {
  const [isOpen, setIsOpen] = useState(false);
  return useTrigger(
    <button type="button" onClick={() => pressed++}>
      More
    </button>,
    {
      popup: 'menu',
      isOpen,
      onOpen: (opener) => {
        setIsOpen(true);
        onOpen(opener);
      },
      onClose: () => setIsOpen(false),
    },
  );
}

function draw(): { button: HTMLElement; opened: boolean[] } {
  const opened: boolean[] = [];
  render(<Place onOpen={({ byKeyboard }) => opened.push(byKeyboard)} />);
  return { button: screen.getByText('More'), opened };
}

const press = (button: HTMLElement) => {
  fireEvent.pointerDown(button);
  fireEvent.click(button, { detail: 1 });
};

afterEach(() => {
  cleanup();
  pressed = 0;
});

it('opens with a press and closes with the next one, and says which it is', () => {
  const { button, opened } = draw();
  expect(button.getAttribute('aria-expanded')).toBe('false');
  press(button);
  expect(button.getAttribute('aria-expanded')).toBe('true');
  press(button);
  expect(button.getAttribute('aria-expanded')).toBe('false');
  expect(opened).toEqual([false]);
});

it('knows that a key opened it: then the first entry is chosen', () => {
  const { button, opened } = draw();
  fireEvent.keyDown(button, { key: 'ArrowDown' });
  expect(opened).toEqual([true]);
});

it('takes a click without a pointer for a key', () => {
  const { button, opened } = draw();
  fireEvent.click(button, { detail: 0 });
  expect(opened).toEqual([true]);
});

it('leaves the button what it did before', () => {
  const { button } = draw();
  press(button);
  expect(pressed).toBe(1);
});
