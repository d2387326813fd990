/** What an animation asks a person (`docs/spec/animation.md`), read from a question's fields; pure. */
import { readStill, type StillPicture } from '@/core/animation-events';
import { type AnimationPlan, readPlan } from '@/core/animation-plan';

export type BriefQuestion = {
  readonly id: string;
  readonly text: string;
  readonly type: 'text' | 'select' | 'multi_select';
  readonly options: readonly { readonly value: string; readonly title: string }[];
  readonly isRequired: boolean;
  /** What stands there at first. */
  readonly fallback: BriefAnswer;
};

export type BriefAnswer = string | readonly string[];

/** What is wrong with code, or with what it draws; places are from 1 on. */
export type Fault = {
  readonly code: string;
  readonly message: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly frame: number | null;
  readonly scene: number | null;
  /** The project is of no use with it; otherwise it is a warning. */
  readonly isSure: boolean;
};

export type AnimationQuestion =
  | { readonly kind: 'brief'; readonly questions: readonly BriefQuestion[] }
  | {
      readonly kind: 'plan';
      readonly plan: AnimationPlan;
      /** Names of the files that its scenes may show. */
      readonly media: readonly string[];
      readonly round: number;
      /** There is a version already, which may stay as it is instead. */
      readonly mayKeep: boolean;
      /** Files of it, changed by hand, that are written anew with this plan. */
      readonly rewrites: readonly string[];
    }
  | {
      readonly kind: 'preview';
      readonly project: string;
      readonly plan: AnimationPlan | null;
      readonly stills: readonly StillPicture[];
      /** A small film to look at; none where the browser plays the code itself. */
      readonly film: string | null;
      readonly faults: readonly Fault[];
      readonly round: number;
    };

/** None for a question that is not of these. */
export function readQuestion(raw: unknown): AnimationQuestion | null {
  const fields = fieldsOf(raw);
  const plan = readPlan(fields.plan);
  const round = number(fields.round) ?? 1;
  switch (fields.kind) {
    case 'animation.brief':
      return { kind: 'brief', questions: listOf(fields.questions).flatMap(readBrief) };
    case 'animation.plan':
      return (
        plan && {
          kind: 'plan',
          plan,
          media: namesOf(fields.media),
          round,
          mayKeep: text(fields.version) !== '',
          rewrites: listOf(fields.rewrites).map(text).filter(Boolean),
        }
      );
    case 'animation.preview':
      return {
        kind: 'preview',
        project: text(fields.project),
        plan,
        stills: listOf(fields.stills).flatMap((one) => readStill(one) ?? []),
        film: text(fields.film) || null,
        faults: readFaults(fields.faults),
        round,
      };
    default:
      return null;
  }
}

function readBrief(raw: unknown): BriefQuestion[] {
  const fields = fieldsOf(raw);
  const id = text(fields.id);
  if (id === '') return [];
  const options = listOf(fields.options).flatMap(readOption);
  const isChoice = options.length > 0 && fields.type !== 'text';
  const type = isChoice ? (fields.type === 'multi_select' ? 'multi_select' : 'select') : 'text';
  return [
    {
      id,
      text: text(fields.text),
      type,
      options,
      isRequired: fields.required === true,
      fallback: type === 'multi_select' ? chosenOf(fields.default) : text(fields.default),
    },
  ];
}

function readOption(raw: unknown): { value: string; title: string }[] {
  if (typeof raw === 'string') return [{ value: raw, title: sentence(raw) }];
  const fields = fieldsOf(raw);
  const value = text(fields.value) || text(fields.id);
  return value ? [{ value, title: text(fields.title) || text(fields.label) || value }] : [];
}

/** Whether all that must be answered is. */
export const isAnswered = (
  questions: readonly BriefQuestion[],
  answers: Readonly<Record<string, BriefAnswer>>,
): boolean =>
  questions.every(({ id, isRequired }) => !isRequired || (answers[id]?.length ?? 0) > 0);

/** The answers that a form begins with. */
export const firstAnswers = (
  questions: readonly BriefQuestion[],
): Readonly<Record<string, BriefAnswer>> =>
  Object.fromEntries(questions.map(({ id, fallback }) => [id, fallback]));

export const readFaults = (raw: unknown): Fault[] =>
  listOf(raw).flatMap((one) => {
    const fields = fieldsOf(one);
    const message = text(fields.message);
    if (message === '') return [];
    return [
      {
        code: text(fields.code),
        message,
        file: text(fields.file) || null,
        line: number(fields.line),
        column: number(fields.column),
        frame: number(fields.frame),
        scene: number(fields.scene),
        isSure: fields.is_sure !== false,
      },
    ];
  });

/** `kinetic-typography` → `Kinetic typography`. */
export function sentence(name: string): string {
  const words = name.replace(/[-_]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const fieldsOf = (raw: unknown): Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw)
    ? (raw as Record<string, unknown>)
    : {};

const listOf = (raw: unknown): unknown[] => (Array.isArray(raw) ? raw : []);
const text = (raw: unknown): string => (typeof raw === 'string' ? raw : '');
const chosenOf = (raw: unknown): string[] =>
  (Array.isArray(raw) ? raw : [raw]).filter((one) => typeof one === 'string' && one !== '');
const namesOf = (raw: unknown): string[] =>
  listOf(raw).flatMap((one) => text(fieldsOf(one).name) || []);
const number = (raw: unknown): number | null =>
  typeof raw === 'number' && Number.isFinite(raw) ? raw : null;
