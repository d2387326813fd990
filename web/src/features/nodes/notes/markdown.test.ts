import { describe, expect, it } from 'vitest';
import { plainText } from '@/core/note-look';
import { readInlines, readMarkdown, safeAddress } from './markdown';

describe('notes', () => {
  it('show bold, italic, code and links', () => {
    expect(readInlines('a **b** *c* _d_ `e` [f](https://g.example/)')).toEqual([
      { kind: 'text', text: 'a ' },
      { kind: 'bold', text: 'b' },
      { kind: 'text', text: ' ' },
      { kind: 'italic', text: 'c' },
      { kind: 'text', text: ' ' },
      { kind: 'italic', text: 'd' },
      { kind: 'text', text: ' ' },
      { kind: 'code', text: 'e' },
      { kind: 'text', text: ' ' },
      { kind: 'link', text: 'f', href: 'https://g.example/' },
    ]);
  });

  it('open bare addresses, without the bracket after them', () => {
    expect(readInlines('(https://a.example/b)')[1]).toEqual({
      kind: 'link',
      text: 'https://a.example/b',
      href: 'https://a.example/b',
    });
  });

  it('never open a script', () => {
    expect(readInlines('[x](javascript:alert)')).toEqual([
      { kind: 'text', text: '[x](javascript:alert)' },
    ]);
    expect(safeAddress('data:text/html,x')).toBeNull();
    expect(safeAddress('not an address')).toBeNull();
  });

  it('leave arithmetic and file names alone', () => {
    expect(readInlines('2 * 3 * 4, snake_case_name')).toEqual([
      { kind: 'text', text: '2 * 3 * 4, snake_case_name' },
    ]);
  });

  it('put the lines of a list together', () => {
    const blocks = readMarkdown('# To do\n- one\n- two\n1. first\n\nend');
    expect(blocks.map((block) => block.kind)).toEqual(['heading', 'list', 'list', 'line', 'line']);
    expect(blocks[1]).toMatchObject({
      isOrdered: false,
      items: [[{ text: 'one' }], [{ text: 'two' }]],
    });
    expect(blocks[2]).toMatchObject({ isOrdered: true });
  });

  it('read a hostile text in a moment', () => {
    const start = readMarkdown(`${'*'.repeat(50_000)}${'['.repeat(50_000)}`);
    expect(start).toHaveLength(1);
  });

  it('are painted without their marks', () => {
    expect(plainText('# A\n- **b**')).toBe('A\n• b');
  });
});
