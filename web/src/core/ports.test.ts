import { describe, expect, it } from 'vitest';
import { judgeWire } from './connect';
import { film, filmWith, kinds, models } from './film.fixture';
import { inputPorts, openInputs, usedCard, wiredInputs } from './ports';

const NONE: ReadonlySet<string> = new Set();
const names = (model: string, ...wired: string[]): string[] =>
  inputPorts(models, film, { model }, new Set(wired)).map(
    ({ input, isBroken }) => `${input.name}${isBroken ? '!' : ''}`,
  );

describe('the inputs of a node', () => {
  it('are what its model takes, beside what the kind always has', () => {
    expect(names('words')).toEqual(['text']);
    expect(names('frames')).toEqual(['text', 'first_frame', 'last_frame']);
    expect(names('references')).toEqual(['text', 'reference']);
  });

  it('are what any model here takes while Koda chooses', () => {
    expect(names('auto')).toEqual(['text', 'first_frame', 'last_frame', 'reference', 'video']);
  });

  it('are all of them for a model that is not known here', () => {
    expect(names('gone', 'video')).toEqual([
      'text',
      'first_frame',
      'last_frame',
      'reference',
      'video',
    ]);
  });

  it('stay while something is wired to them, broken', () => {
    expect(names('words', 'first_frame')).toEqual(['text', 'first_frame!']);
    expect(names('references', 'first_frame', 'reference')).toEqual([
      'text',
      'first_frame!',
      'reference',
    ]);
  });

  it('that the kind has not at all are shown last, broken', () => {
    expect(names('words', 'text', 'strange')).toEqual(['text', 'strange!']);
  });

  it('are broken while Koda chooses if no model takes them together', () => {
    expect(names('auto', 'last_frame', 'video')).toContain('last_frame!');
    expect(names('auto', 'first_frame', 'last_frame').join()).not.toContain('!');
  });

  it('are the same list for the same question: what draws them compares that', () => {
    const ask = () => inputPorts(models, film, { model: 'frames', prompt: 'x' }, new Set(['text']));
    expect(ask()).toBe(ask());
  });

  it('that are broken take no wire', () => {
    const open = openInputs(models, film, { model: 'words' }, new Set(['first_frame']));
    expect(open.map((input) => input.name)).toEqual(['text']);
  });
});

it('lets Koda choose by what is wired', () => {
  expect(usedCard(models, film, {}, NONE)?.id).toBe('words');
  expect(usedCard(models, film, {}, new Set(['first_frame', 'text']))?.id).toBe('frames');
});

it('reads the wires of a canvas once for all its nodes', () => {
  const edges = [...filmWith('auto', 'reference', 'video').edges.values()];
  expect([...wiredInputs(edges, 'f')]).toEqual(['reference', 'video']);
  expect(wiredInputs(edges, 'f')).toBe(wiredInputs(edges, 'f'));
  expect(wiredInputs(edges, 'p0').size).toBe(0);
});

describe('a wire', () => {
  const wire = (input: string) => ({ source: 'free', output: 'output', target: 'f', input });
  const judge = (model: string, input: string, ...wired: string[]) =>
    judgeWire(filmWith(model, ...wired), kinds, models, wire(input));

  it('may be drawn to what the model takes', () => {
    expect(judge('frames', 'first_frame').ok).toBe(true);
    expect(judge('frames', 'first_frame', 'first_frame')).toEqual({ ok: true, replaces: 'e0' });
  });

  it('is refused where the model takes nothing, by the name of both', () => {
    expect(judge('words', 'first_frame')).toMatchObject({
      code: 'not_taken',
      reason: 'Words takes nothing at first_frame.',
    });
  });

  it('is refused beyond what the model takes, though the kind would take more', () => {
    const four = ['reference', 'reference', 'reference', 'reference'];
    expect(judge('references', 'reference', ...four)).toMatchObject({ code: 'too_many_inputs' });
    expect(judge('sketch', 'reference', ...four).ok).toBe(true);
  });

  it('is refused where no model would take it with the others', () => {
    expect(judge('auto', 'last_frame', 'reference')).toMatchObject({
      reason: 'No model here takes last_frame and reference together.',
    });
  });
});
