/** The library's filter as it stands in an address, and what a person calls it. */
import type { LibraryFilter } from '@/api/library-types';
import { startOfDay } from './words';

const KINDS = ['image', 'video', 'audio'] as const;
const ORIGINS = ['generated', 'uploaded', 'imported'] as const;
const DAY = 24 * 60 * 60 * 1000;

export type When = 'today' | 'week' | 'month' | 'year';

/** What a person has chosen; times are spans, so that an address means the same tomorrow. */
export type Choice = Omit<LibraryFilter, 'since' | 'until'> & { when?: When };

const SPANS: Record<When, number> = { today: 0, week: 6, month: 29, year: 364 };

export function filterOf(choice: Choice, now: number): LibraryFilter {
  const { when, ...rest } = choice;
  return when ? { ...rest, since: startOfDay(now) - SPANS[when] * DAY } : rest;
}

/** Whether anything narrows the list; the trash is a place, not a filter. */
export function isNarrowed({ trashed: _, ...rest }: Choice): boolean {
  return Object.values(rest).some(
    (value) => value !== undefined && value !== '' && value !== false,
  );
}

export function readChoice(params: URLSearchParams): Choice {
  const choice: Choice = {};
  const search = params.get('q');
  const kind = KINDS.find((one) => one === params.get('kind'));
  const origin = ORIGINS.find((one) => one === params.get('origin'));
  const when = params.get('when') ?? '';
  const model = params.get('model');
  const canvas = params.get('canvas');
  if (search) choice.search = search.slice(0, 200);
  if (kind) choice.kind = kind;
  if (origin) choice.origin = origin;
  if (isWhen(when)) choice.when = when;
  if (model) choice.model = model.slice(0, 200);
  if (canvas) choice.canvas = canvas.slice(0, 80);
  if (params.has('starred')) choice.favourite = true;
  if (params.has('trash')) choice.trashed = true;
  return choice;
}

const isWhen = (text: string): text is When => Object.hasOwn(SPANS, text);

export function writeChoice(choice: Choice): URLSearchParams {
  const params = new URLSearchParams();
  const set = (name: string, value: string | undefined): void => {
    if (value) params.set(name, value);
  };
  set('q', choice.search);
  set('kind', choice.kind);
  set('origin', choice.origin);
  set('when', choice.when);
  set('model', choice.model);
  set('canvas', choice.canvas);
  set('starred', choice.favourite ? '1' : undefined);
  set('trash', choice.trashed ? '1' : undefined);
  return params;
}
