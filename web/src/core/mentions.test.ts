import { expect, test } from 'vitest';
import cases from '../../../tests/cases/mentions.json';
import { findMentions, openMention, slugOf } from './mentions';

test('mentions are found as on the server', () => {
  for (const { text, known, found } of cases) {
    const mentions = findMentions(text, new Set(known));
    expect([text, mentions.map(({ start, end, slug }) => [start, end, slug])]).toEqual([
      text,
      found,
    ]);
  }
});

test('a name becomes what is written after the sign', () => {
  expect(slugOf(' Red Hero_2! ')).toBe('red-hero-2');
  expect(slugOf('🦊')).toBe('');
});

test('a mention is open while its name is written', () => {
  expect(openMention('put @he', 7)).toEqual({ from: 4, query: 'he' });
  expect(openMention('put @', 5)).toEqual({ from: 4, query: '' });
  expect(openMention('put @he ', 8)).toBeNull();
  expect(openMention('me@he', 5)).toBeNull();
});
