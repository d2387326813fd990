/** What a model is writing for an animation right now, as far as it has come; pure. */
import { type PartialValue, readPartialJson } from '@/lib/partial-json';

export type DraftScene = { readonly title: string; readonly description: string };

/** A file that is written, with its lines so far, or one in which passages are replaced. */
export type DraftFile =
  | { readonly path: string; readonly change: 'writing'; readonly lines: number }
  | { readonly path: string; readonly change: 'editing'; readonly passages: number };

export type AnimationDraft =
  | { readonly kind: 'plan'; readonly title: string; readonly scenes: readonly DraftScene[] }
  | { readonly kind: 'code'; readonly files: readonly DraftFile[] };

const PLANS = ['plan', 'wish'];
const CODES = ['code', 'fix'];

/**
 * `name`: of the answer, as the step calls it (`plan/1`, `code/wish-2`, `fix/1/2/repair`); `text`:
 * the beginning of its JSON. None of an answer that is nothing to look at, or that is whole.
 */
export function readDraft(name: string, text: string): AnimationDraft | null {
  const [about = ''] = name.split('/');
  if (!PLANS.includes(about) && !CODES.includes(about)) return null;
  const { value, isWhole } = readPartialJson(text);
  const fields = fieldsOf(value);
  if (PLANS.includes(about)) {
    const scenes = listOf(fields.scenes).flatMap(readScene);
    const title = words(fields.title);
    return title === '' && scenes.length === 0 ? null : { kind: 'plan', title, scenes };
  }
  const files = [...writtenIn(fields.files), ...editedIn(fields.patches)];
  return isWhole || files.length === 0 ? null : { kind: 'code', files };
}

function readScene(raw: PartialValue): DraftScene[] {
  const { title, description } = fieldsOf(raw);
  return words(title) === '' ? [] : [{ title: words(title), description: words(description) }];
}

const writtenIn = (raw: PartialValue | undefined): DraftFile[] =>
  listOf(raw).flatMap((one) => {
    const { path, content } = fieldsOf(one);
    // A path that is still being written names no file.
    if (words(path) === '' || content === undefined) return [];
    const lines = words(content) === '' ? 0 : words(content).split('\n').length;
    return [{ path: words(path), change: 'writing', lines }];
  });

function editedIn(raw: PartialValue | undefined): DraftFile[] {
  const passages = new Map<string, number>();
  for (const one of listOf(raw)) {
    const { path, find } = fieldsOf(one);
    if (words(path) === '' || find === undefined) continue;
    passages.set(words(path), (passages.get(words(path)) ?? 0) + 1);
  }
  return [...passages].map(([path, count]) => ({ path, change: 'editing', passages: count }));
}

type Fields = { readonly [key: string]: PartialValue | undefined };

const fieldsOf = (raw: PartialValue | undefined): Fields =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? raw : {};

const listOf = (raw: PartialValue | undefined): PartialValue[] => (Array.isArray(raw) ? raw : []);

const words = (raw: PartialValue | undefined): string => (typeof raw === 'string' ? raw : '');
