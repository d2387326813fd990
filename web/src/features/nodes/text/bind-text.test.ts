import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeOf } from '@/core/node.fixture';
import { CanvasDocument } from '@/sync/canvas-document';
import { bindText } from './bind-text';

const node = nodeOf('n_1', 'image-generator', { prompt: '' });

/** A person at a canvas: the document of a tab, and the field that shows its prompt. */
class Person {
  readonly document = new CanvasDocument((_, name) => name === 'prompt');
  readonly field = window.document.createElement('textarea');
  readonly outbox: Uint8Array[] = [];
  release = (): void => {};

  constructor() {
    window.document.body.append(this.field);
    this.document.watchUpdates((update) => this.outbox.push(update));
  }

  bind(): void {
    this.release = bindText(this.field, this.document, 'n_1', 'prompt');
  }

  get text(): unknown {
    return this.document.node('n_1')?.parameters.prompt;
  }

  type(letters: string): void {
    this.field.focus();
    const { selectionStart: start, selectionEnd: end, value } = this.field;
    this.field.value = value.slice(0, start) + letters + value.slice(end);
    this.field.setSelectionRange(start + letters.length, start + letters.length);
    this.field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }

  caret(start: number, end = start): void {
    this.field.focus();
    this.field.setSelectionRange(start, end);
  }

  press(key: string): void {
    this.field.dispatchEvent(
      new KeyboardEvent('keydown', { key, ctrlKey: true, bubbles: true, cancelable: true }),
    );
  }

  /** Hand over what was written since the last time. */
  sendTo(other: Person): void {
    for (const update of this.outbox.splice(0)) other.document.apply(update);
  }
}

let ada: Person;
let bob: Person;

beforeEach(() => {
  ada = new Person();
  bob = new Person();
  ada.document.add([node]);
  ada.sendTo(bob);
  ada.bind();
  bob.bind();
});

afterEach(() => {
  for (const person of [ada, bob]) {
    person.release();
    person.field.remove();
  }
});

const meet = (): void => {
  const [mine, theirs] = [ada.outbox.splice(0), bob.outbox.splice(0)];
  for (const update of mine) bob.document.apply(update);
  for (const update of theirs) ada.document.apply(update);
};

describe('a bound field', () => {
  it('shows what is there, and what another person types', () => {
    ada.type('a cat');
    ada.sendTo(bob);
    expect(bob.field.value).toBe('a cat');
  });

  it('keeps the caret between the same letters while another person types before it', () => {
    ada.type('a cat');
    meet();
    ada.caret(2);
    bob.caret(0);
    bob.type('look: ');
    bob.caret(bob.field.value.length);
    bob.type('!');
    ada.field.focus();
    ada.document.applyAll(bob.outbox.splice(0));
    expect(ada.field.value).toBe('look: a cat!');
    expect(ada.field.selectionStart).toBe(8);
  });

  it('keeps a selection around the same words', () => {
    ada.type('a red cat');
    meet();
    ada.caret(2, 5);
    bob.caret(0);
    bob.type('paint ');
    bob.caret(bob.field.value.length);
    bob.type(' asleep');
    ada.field.focus();
    meet();
    expect(ada.field.value).toBe('paint a red cat asleep');
    expect(ada.field.value.slice(ada.field.selectionStart, ada.field.selectionEnd)).toBe('red');
  });

  it('merges what two people type at once, and both see the same', () => {
    ada.type('a cat');
    meet();
    ada.caret(2);
    ada.type('black ');
    bob.caret(5);
    bob.type(' in the rain');
    ada.field.focus();
    meet();
    expect(ada.text).toBe('a black cat in the rain');
    expect(ada.field.value).toBe(bob.field.value);
    ada.type('and white ');
    expect(ada.text).toBe('a black and white cat in the rain');
  });

  it('leaves an input method alone until its word is finished, then merges', () => {
    ada.type('neko');
    meet();
    ada.caret(4);
    ada.field.dispatchEvent(new CompositionEvent('compositionstart'));
    ada.type('n');
    bob.caret(0);
    bob.type('big ');
    meet();
    expect(ada.field.value).toBe('nekon');
    ada.field.value = 'neko猫';
    ada.field.dispatchEvent(new CompositionEvent('compositionend'));
    expect(ada.text).toBe('big neko猫');
    meet();
    expect(bob.field.value).toBe('big neko猫');
    expect(ada.field.value).toBe('big neko猫');
  });

  it('undoes what this person typed and keeps what the other did', () => {
    ada.type('a cat');
    meet();
    bob.caret(5);
    bob.type(' asleep');
    meet();
    ada.caret(0);
    ada.press('z');
    expect(ada.field.value).toBe(' asleep');
    ada.press('y');
    expect(ada.field.value).toBe('a cat asleep');
  });

  it('follows the text when a refused edit puts another document in its place', () => {
    ada.type('kept');
    const before = ada.document.encode();
    ada.type(' refused');
    ada.document.replace(before);
    expect(ada.field.value).toBe('kept');
    ada.type('!');
    expect(ada.text).toBe(ada.field.value);
  });

  it('shows again what is there when an edit is not taken', () => {
    ada.document.remove(['n_1']);
    ada.type('lost?');
    expect(ada.field.value).toBe('');
  });
});

it('loses no letter of two people who type at random, and both end with the same text', () => {
  const stroke = fc.record({
    who: fc.constantFrom(0, 1),
    at: fc.nat(40),
    letters: fc.constantFrom('a', 'b', 'ab ', 'c'),
    meets: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(stroke, { maxLength: 30 }), (strokes) => {
      for (const person of [ada, bob]) {
        person.field.value = '';
        person.field.dispatchEvent(new InputEvent('input'));
      }
      meet();
      for (const { who, at, letters, meets } of strokes) {
        const person = who === 0 ? ada : bob;
        person.caret(Math.min(at, person.field.value.length));
        person.type(letters);
        if (meets) meet();
      }
      meet();
      expect(ada.field.value).toBe(bob.field.value);
      expect(ada.text).toBe(ada.field.value);
      const count = (text: string): string => [...text].sort().join('');
      expect(count(ada.field.value)).toBe(count(strokes.map((one) => one.letters).join('')));
    }),
    { numRuns: 60 },
  );
});
