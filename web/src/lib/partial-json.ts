/** Reads the beginning of a JSON document: what is there so far, and what of it is finished. */

export type PartialValue =
  | string
  | number
  | boolean
  | null
  | PartialValue[]
  | { [key: string]: PartialValue };

export type Path = readonly (string | number)[];

export type PartialJson = {
  /** None before the first value has begun. */
  readonly value: PartialValue | undefined;
  /** The whole document has been read. */
  readonly isWhole: boolean;
  /** Whether what is at this place will not change any more. */
  readonly isComplete: (path: Path) => boolean;
};

const LITERALS: readonly [string, PartialValue][] = [
  ['true', true],
  ['false', false],
  ['null', null],
];
const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
const SPACE = /[\s,:]/;
const NUMBER = /-?(?:0|[1-9]\d*)?(?:\.\d*)?(?:[eE][+-]?\d*)?/y;
const PLAIN = /[^"\\]*/y;

/**
 * Read in one pass. A string is given as far as it goes, a number as far as it is one; a key or a
 * word (`tr`) that is cut is left out. Words around the document (a model's fence) are passed over.
 */
export function readPartialJson(text: string): PartialJson {
  const reader = new Reader(text);
  const isWhole = reader.read();
  const { value } = reader;
  const open = isWhole ? null : reader.open();
  const isComplete = (path: Path): boolean =>
    has(value, path) && !(open !== null && isBeginning(path, open));
  return { value, isWhole, isComplete };
}

const isBeginning = (path: Path, of: Path): boolean =>
  path.length <= of.length && path.every((part, at) => part === of[at]);

function has(value: PartialValue | undefined, path: Path): boolean {
  let at = value;
  for (const part of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return false;
    at = (at as Record<string | number, PartialValue>)[part];
  }
  return at !== undefined;
}

type Container = PartialValue[] | { [key: string]: PartialValue };
/** `key`: of the member that was begun last. */
type Level = { readonly container: Container; key: string | number | null };

class Reader {
  value: PartialValue | undefined;
  readonly #text: string;
  readonly #levels: Level[] = [];
  #at = 0;
  /** The value that was read last may go on. */
  #isCut = false;

  constructor(text: string) {
    this.#text = text;
  }

  /** Read until the end; tells whether the document is whole. */
  read(): boolean {
    this.#at = beginning(this.#text);
    while (this.#at < this.#text.length) {
      const sign = this.#text[this.#at] as string;
      if (SPACE.test(sign)) this.#at++;
      else if (sign === '}' || sign === ']') this.#close(sign);
      else if (!this.#element(sign)) return false;
      if (this.#levels.length === 0 && this.value !== undefined && !this.#isCut) return true;
    }
    return false;
  }

  /** Where the value is that is being written: of all that is open, the innermost. */
  open(): Path {
    const path = this.#levels.flatMap(({ key }) => (key === null ? [] : [key]));
    // Between two members only the container itself is open.
    const isBetween = !this.#isCut && this.#levels.at(-1)?.key !== null;
    return isBetween ? path.slice(0, -1) : path;
  }

  #close(sign: string): void {
    this.#at++;
    const last = this.#levels.at(-1);
    if (last && Array.isArray(last.container) === (sign === ']')) this.#levels.pop();
  }

  /** A key or a value; false if the rest cannot be read. */
  #element(sign: string): boolean {
    const level = this.#levels.at(-1);
    const wantsKey = level && !Array.isArray(level.container) && !this.#awaitsValue(level);
    if (wantsKey) return this.#key(level, sign);
    if (sign === '{' || sign === '[') return this.#enter(sign === '{' ? {} : []);
    if (sign === '"') {
      const { text, isCut } = this.#string();
      return this.#put(text, isCut);
    }
    return this.#number() || this.#literal();
  }

  #awaitsValue({ container, key }: Level): boolean {
    return key !== null && !Object.hasOwn(container, key);
  }

  #key(level: Level, sign: string): boolean {
    level.key = null;
    if (sign !== '"') return false;
    const { text, isCut } = this.#string();
    if (isCut) return false;
    // Said twice, the last one counts.
    if (Object.hasOwn(level.container, text)) {
      delete (level.container as { [key: string]: PartialValue })[text];
    }
    level.key = text;
    return true;
  }

  #enter(container: Container): boolean {
    this.#at++;
    this.#put(container, false);
    this.#levels.push({ container, key: null });
    return true;
  }

  #put(value: PartialValue, isCut: boolean): boolean {
    this.#isCut = isCut;
    const level = this.#levels.at(-1);
    if (!level) this.value = value;
    else if (Array.isArray(level.container)) level.key = level.container.push(value) - 1;
    else if (level.key !== null) define(level.container, level.key, value);
    return true;
  }

  #number(): boolean {
    NUMBER.lastIndex = this.#at;
    const found = NUMBER.exec(this.#text)?.[0] ?? '';
    if (found === '') return false;
    this.#at += found.length;
    const isCut = this.#at === this.#text.length;
    const digits = found.replace(/\.?(?:[eE][+-]?)?$/, '');
    return /\d/.test(digits) && this.#put(Number(digits), isCut);
  }

  #literal(): boolean {
    for (const [word, value] of LITERALS) {
      if (!this.#text.startsWith(word, this.#at)) continue;
      this.#at += word.length;
      return this.#put(value, false);
    }
    return false;
  }

  #string(): { text: string; isCut: boolean } {
    const pieces: string[] = [];
    this.#at++;
    while (this.#at < this.#text.length) {
      PLAIN.lastIndex = this.#at;
      const plain = PLAIN.exec(this.#text)?.[0] ?? '';
      pieces.push(plain);
      this.#at += plain.length;
      if (this.#text[this.#at] === '"') {
        this.#at++;
        return { text: pieces.join(''), isCut: false };
      }
      pieces.push(this.#escape());
    }
    // Half of a sign is none.
    return { text: pieces.join('').replace(/[\uD800-\uDBFF]$/, ''), isCut: true };
  }

  /** The sign behind a backslash; nothing if it is cut. */
  #escape(): string {
    const sign = this.#text[this.#at + 1];
    if (sign !== 'u') {
      this.#at += 2;
      return sign === undefined ? '' : (ESCAPES[sign] ?? sign);
    }
    const code = this.#text.slice(this.#at + 2, this.#at + 6);
    this.#at += 6;
    return /^[\da-fA-F]{4}$/.test(code) ? String.fromCharCode(Number.parseInt(code, 16)) : '';
  }
}

/** Where the document begins: at once, or at the first bracket behind other words. */
function beginning(text: string): number {
  const first = text.search(/\S/);
  if (first < 0) return text.length;
  if (/^(?:[[{"\d-]|true|false|null)/.test(text.slice(first, first + 5))) return first;
  const bracket = text.search(/[[{]/);
  return bracket < 0 ? text.length : bracket;
}

/** As a member of its own, also if it is called `__proto__`. */
function define(container: Container, key: string | number, value: PartialValue): void {
  Object.defineProperty(container, key, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}
