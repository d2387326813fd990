/** Ties a text field to a shared text: typing goes out letter by letter, what others type comes in under the caret. */
import type * as Y from 'yjs';
import { matchesKeys } from '@/lib/keys';
import type { CanvasDocument } from '@/sync/canvas-document';
import { type Delta, endOfDelta, moveByDelta, rebase } from './changes';

type Field = HTMLTextAreaElement;

/** Bind until the returned function is called. */
export function bindText(
  field: Field,
  document: CanvasDocument,
  id: string,
  name: string,
): () => void {
  const binding = new TextBinding(field, document, id, name);
  return () => binding.release();
}

class TextBinding {
  readonly #field: Field;
  readonly #document: CanvasDocument;
  readonly #id: string;
  readonly #name: string;
  readonly #leave: (() => void)[] = [];
  #shared: Y.Text | null = null;
  /** What the field and the text last both said. */
  #known = '';
  #composing = false;
  #writing = false;

  constructor(field: Field, document: CanvasDocument, id: string, name: string) {
    this.#field = field;
    this.#document = document;
    this.#id = id;
    this.#name = name;
    this.#follow();
    this.#known = this.#read();
    field.value = this.#known;
    field.readOnly = document.readOnly;
    this.#leave.push(document.watchNode(id, () => this.#onNode()));
    this.#listen('input', () => this.#push());
    this.#listen('compositionstart', () => {
      this.#composing = true;
    });
    this.#listen('compositionend', () => {
      this.#composing = false;
      this.#push();
    });
    this.#listen('keydown', (event) => this.#onKeyDown(event as KeyboardEvent));
    this.#listen('beforeinput', (event) => this.#onBeforeInput(event as InputEvent));
  }

  release(): void {
    this.#shared?.unobserve(this.#onText);
    for (const one of this.#leave) one();
  }

  #listen(type: string, listener: (event: Event) => void): void {
    this.#field.addEventListener(type, listener);
    this.#leave.push(() => this.#field.removeEventListener(type, listener));
  }

  #read(): string {
    if (this.#shared) return this.#shared.toString();
    const value = this.#document.node(this.#id)?.parameters[this.#name];
    return typeof value === 'string' ? value : '';
  }

  /** Follow the text that is there now: a refused edit puts a new document in the old one's place. */
  #follow(): void {
    const now = this.#document.sharedText(this.#id, this.#name);
    if (now === this.#shared) return;
    this.#shared?.unobserve(this.#onText);
    this.#shared = now;
    now?.observe(this.#onText);
  }

  readonly #onText = (event: Y.YTextEvent, transaction: Y.Transaction): void => {
    if (this.#composing || this.#writing) return;
    const delta = event.delta as Delta;
    // Undone or redone here: the caret goes to what changed, as in every text field.
    const place = transaction.local
      ? () => endOfDelta(delta)
      : (offset: number) => moveByDelta(offset, delta);
    this.#show(this.#read(), place);
  };

  #onNode(): void {
    this.#follow();
    if (!this.#composing && !this.#writing) this.#pull();
  }

  /** Make the field say what the text says, if they differ. */
  #pull(): void {
    const now = this.#read();
    if (now !== this.#field.value) this.#show(now, (offset) => Math.min(offset, now.length));
    this.#known = now;
  }

  #show(text: string, place: (offset: number) => number): void {
    const field = this.#field;
    const { selectionStart, selectionEnd, selectionDirection, scrollTop } = field;
    this.#known = text;
    field.value = text;
    if (field.ownerDocument.activeElement !== field) return;
    field.setSelectionRange(
      place(selectionStart),
      place(selectionEnd),
      selectionDirection ?? 'none',
    );
    field.scrollTop = scrollTop;
  }

  #push(): void {
    if (this.#composing) return;
    const mine = this.#field.value;
    const theirs = this.#read();
    const next = theirs === this.#known ? mine : rebase(this.#known, mine, theirs);
    this.#writing = true;
    try {
      this.#document.setText(this.#id, this.#name, next);
    } finally {
      this.#writing = false;
    }
    this.#follow();
    this.#pull();
  }

  #onKeyDown(event: KeyboardEvent): void {
    const isUndo = matchesKeys(event, 'mod+z');
    const isRedo = matchesKeys(event, 'mod+shift+z') || matchesKeys(event, 'mod+y');
    if (!isUndo && !isRedo) return;
    event.preventDefault();
    event.stopPropagation();
    this.#step(isUndo);
  }

  /** The field's own history knows nothing of what others typed: the document's is used. */
  #onBeforeInput(event: InputEvent): void {
    if (event.inputType !== 'historyUndo' && event.inputType !== 'historyRedo') return;
    event.preventDefault();
    this.#step(event.inputType === 'historyUndo');
  }

  #step(isUndo: boolean): void {
    if (isUndo) this.#document.undo();
    else this.#document.redo();
  }
}
