import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PartialValue, type Path, readPartialJson } from './partial-json';

const documents = fc.oneof(
  fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }),
  fc.array(fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }))),
);
const written = fc
  .tuple(documents, fc.constantFrom(undefined, 2, '\t'), fc.boolean())
  .map(([value, space, isEscaped]) => {
    const text = JSON.stringify(value, null, space);
    return isEscaped ? text.replace(/[\u0080-\uFFFF]/g, escaped) : text;
  });
const escaped = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Every place of a value, its own too. */
function* placesOf(value: PartialValue, path: Path = []): Generator<[Path, PartialValue]> {
  yield [path, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    yield* placesOf(part, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}

function at(value: PartialValue, path: Path): unknown {
  let found: unknown = value;
  for (const part of path) found = (found as Record<string | number, unknown>)[part];
  return found;
}

const MOST_LETTERS = 250;

/** What is finished is what it will be; of the rest, what there is stays. */
function isRight(part: PartialValue, final: unknown, isComplete: boolean): boolean {
  if (isComplete) return JSON.stringify(part) === JSON.stringify(final);
  if (typeof part === 'string') return String(final).startsWith(part);
  return typeof part === typeof final && Array.isArray(part) === Array.isArray(final);
}

describe('the beginning of a document', () => {
  it('is read as far as it goes, at every letter', () => {
    fc.assert(
      fc.property(written, (text) => {
        const whole = JSON.parse(text) as PartialValue;
        for (let end = 0; end <= Math.min(text.length, MOST_LETTERS); end++) {
          const { value, isComplete } = readPartialJson(text.slice(0, end));
          if (value === undefined) continue;
          for (const [path, part] of placesOf(value)) {
            if (!isRight(part, at(whole, path), isComplete(path))) return false;
          }
        }
        return true;
      }),
      { numRuns: 60 },
    );
  });

  it('is the document once it is whole', () => {
    fc.assert(
      fc.property(written, (text) => {
        const { value, isWhole } = readPartialJson(`${text}\n`);
        expect(isWhole).toBe(true);
        expect(value).toEqual(JSON.parse(text));
      }),
    );
  });

  it('never fails, whatever is written', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'{}[]",:\\u0d8-1e.truefalsn \n') }),
        (text) => {
          readPartialJson(text);
        },
      ),
    );
  });

  it('says what will not change any more', () => {
    const { value, isComplete } = readPartialJson('{"scenes":[{"title":"A","n":1},{"title":"B\\');
    expect(value).toEqual({ scenes: [{ title: 'A', n: 1 }, { title: 'B' }] });
    expect(isComplete(['scenes', 0])).toBe(true);
    expect(isComplete(['scenes', 0, 'title'])).toBe(true);
    expect(isComplete(['scenes', 1, 'title'])).toBe(false);
    expect(isComplete(['scenes', 1])).toBe(false);
    expect(isComplete(['scenes'])).toBe(false);
    expect(isComplete([])).toBe(false);
    expect(isComplete(['summary'])).toBe(false);
  });

  it.each([
    ['{"a":"x\\ud83d', { a: 'x' }],
    ['{"a":"x\\ud83d\\ude00', { a: 'x😀' }],
    ['{"a":-', {}],
    ['{"a":1.', { a: 1 }],
    ['{"a":1e+', { a: 1 }],
    ['{"a":tr', {}],
    ['{"a":true', { a: true }],
    ['{"a', {}],
    ['Here it is:\n```json\n{"a":[1, 2', { a: [1, 2] }],
    ['{"a":1,}', { a: 1 }],
    ['{"a":1,"a":2', { a: 2 }],
  ])('%s', (text, value) => {
    expect(readPartialJson(text).value).toEqual(value);
  });

  it('makes members of hostile names', () => {
    const { value } = readPartialJson('{"__proto__":{"polluted":true}}');
    expect(Object.keys(value as object)).toEqual(['__proto__']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('reads what is nested deeper than any stack', () => {
    expect(readPartialJson('['.repeat(200_000)).isWhole).toBe(false);
  });
});
