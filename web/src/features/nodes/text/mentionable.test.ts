import { describe, expect, it } from 'vitest';
import type { NodeSpec } from '@/core/spec';
import { matching, mentionable, type Source } from './mentionable';

const end = (name: string, types: string[]) => ({ name, title: name, types, description: '' });
const kind = {
  kind: 'image-generator',
  title: 'Image generator',
  inputs: [end('text', ['text']), end('first_frame', ['image']), end('reference', ['image'])],
  outputs: [],
} as unknown as NodeSpec;
const maker = { title: 'Maker', outputs: [end('output', ['image'])] } as unknown as NodeSpec;
const text = { title: 'Text', outputs: [end('output', ['text'])] } as unknown as NodeSpec;

function source(input: string, name: string, assets: string[], of = maker): Source {
  const edge = { id: 'e', source: 's', output: 'output', target: 't', input, order: 0 };
  const node = { id: 's', kind: 'k', name, parameters: {} } as unknown as Source['node'];
  return { edge, node, kind: of, assets };
}

const slugs = (sources: Source[]): string[] => mentionable(kind, sources).map(({ slug }) => slug);

describe('what can be mentioned', () => {
  it('is called by the names of its nodes', () => {
    expect(slugs([source('reference', 'Red Hero', ['a'])])).toEqual(['red-hero']);
  });

  it('is numbered as it is sent, lists counted by their files', () => {
    expect(
      slugs([
        source('reference', '', ['a', 'b']),
        source('reference', 'Wood', []),
        source('reference', '', []),
      ]),
    ).toEqual(['image1', 'wood', 'image4']);
  });

  it('leaves out what has neither a name nor a number', () => {
    expect(slugs([source('first_frame', '', ['a']), source('text', '', [], text)])).toEqual([]);
    expect(slugs([source('text', 'Brief', [], text)])).toEqual(['brief']);
  });

  it('is found by any part of its name, beginnings first', () => {
    const all = mentionable(kind, [
      source('reference', 'Old Hero', []),
      source('reference', 'Hero', []),
    ]);
    expect(matching(all, 'her').map(({ slug }) => slug)).toEqual(['hero', 'old-hero']);
    expect(matching(all, 'zzz')).toEqual([]);
  });
});
