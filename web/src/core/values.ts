/** What flows through edges, and what fits into what (the twin of `koda/core/values.py`). */

export type ValueType = 'text' | 'number' | 'image' | 'video' | 'audio' | 'json';
export type MediaType = 'image' | 'video' | 'audio';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export type TextValue = { type: 'text'; text: string };
export type NumberValue = { type: 'number'; number: number };
export type JsonValue = { type: 'json'; json: Json };
export type MediaValue = { type: MediaType; asset: string; hash: string };
export type SingleValue = TextValue | NumberValue | JsonValue | MediaValue;
export type ListValue = { type: 'list'; items: SingleValue[] };
export type Value = SingleValue | ListValue;

export const TYPE_TITLES: Record<ValueType, string> = {
  text: 'Text',
  number: 'Number',
  image: 'Image',
  video: 'Video',
  audio: 'Audio',
  json: 'JSON',
};

/** Whether a value of one type may flow into an end of another: `tests/cases/fits.json`. */
export function fits(source: ValueType, target: ValueType): boolean {
  return source === target || (target === 'text' && (source === 'number' || source === 'json'));
}

export function isMediaType(type: ValueType): type is MediaType {
  return type === 'image' || type === 'video' || type === 'audio';
}

export function isMedia(value: Value): value is MediaValue {
  return value.type !== 'list' && isMediaType(value.type);
}

/** A value as a flat list: what a strip of results shows. */
export function singles(value: Value | undefined): SingleValue[] {
  if (!value) return [];
  return value.type === 'list' ? value.items : [value];
}
