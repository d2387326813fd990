/** What was found in a film: measured on this machine, and written by a language model; read also while it comes. */

export type FilmScene = {
  readonly number: number;
  /** Seconds of the film. */
  readonly start: number;
  readonly end: number;
  readonly description: string;
  readonly camera: string;
  readonly effects: readonly string[];
  readonly mood: string;
  readonly colors: readonly string[];
};

export type FilmEffect = {
  readonly name: string;
  readonly category: string;
  readonly start: number;
  readonly duration: number;
  readonly description: string;
};

export type MotionPoint = {
  /** Seconds of the film. */
  readonly at: number;
  /** From 0 (nothing moves) to 1. */
  readonly energy: number;
};

export type PaletteColor = { readonly color: string; readonly share: number };

export type Measured = {
  /** Seconds of the film where one shot ends and another begins. */
  readonly cuts: readonly number[];
  readonly motion: readonly MotionPoint[];
  readonly palette: readonly PaletteColor[];
  readonly fps: number | null;
  readonly width: number | null;
  readonly height: number | null;
};

export type WrittenPrompt = {
  readonly title: string;
  readonly prompt: string;
  readonly negative: string;
};

export type Analysis = {
  readonly summary: string;
  /** The part of the film that was looked at, in seconds. */
  readonly start: number;
  readonly end: number;
  readonly scenes: readonly FilmScene[];
  readonly effects: readonly FilmEffect[];
  readonly cameraMovements: readonly string[];
  readonly transitions: readonly string[];
  readonly pacing: string;
  readonly style: string;
  readonly measured: Measured | null;
  readonly prompts: readonly WrittenPrompt[];
  readonly replyTo: string;
  readonly writtenBy: string;
};

type Raw = Readonly<Record<string, unknown>>;

const HEX = /^#[0-9a-f]{6}$/i;

const isRecord = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
const number = (value: unknown): number =>
  typeof value === 'number' && Number.isFinite(value) ? Math.max(0, value) : 0;
const some = (value: unknown): number | null => number(value) || null;
const records = (value: unknown): Raw[] => (Array.isArray(value) ? value.filter(isRecord) : []);
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(textOf).filter((one) => one !== '') : [];

/** A model may answer with an object where a word was asked for: its name and what it says of it. */
const textOf = (value: unknown): string =>
  isRecord(value)
    ? [text(value.name) || text(value.type), text(value.description)].filter(Boolean).join(': ')
    : text(value);

/** None if it is something else. */
export function readAnalysis(json: unknown): Analysis | null {
  if (!isRecord(json)) return null;
  return {
    summary: text(json.summary),
    start: number(json.start),
    end: number(json.end),
    scenes: records(json.scenes).map(readScene),
    effects: records(json.effects).map(readEffect),
    cameraMovements: texts(json.camera_movements),
    transitions: texts(json.transitions),
    pacing: text(json.pacing),
    style: text(json.style),
    measured: isRecord(json.measured) ? readMeasured(json.measured) : null,
    prompts: records(json.prompts)
      .map(readPrompt)
      .filter(({ prompt, title }) => prompt !== '' || title !== ''),
    replyTo: text(json.reply_to),
    writtenBy: text(json.written_by),
  };
}

const readScene = (raw: Raw, index: number): FilmScene => ({
  number: number(raw.number) || index + 1,
  start: number(raw.start),
  end: Math.max(number(raw.start), number(raw.end)),
  description: text(raw.description),
  camera: text(raw.camera),
  effects: texts(raw.effects),
  mood: text(raw.mood),
  colors: texts(raw.colors).filter((one) => HEX.test(one)),
});

const readEffect = (raw: Raw): FilmEffect => ({
  name: text(raw.name),
  category: text(raw.category),
  start: number(raw.start),
  duration: number(raw.duration),
  description: text(raw.description),
});

const readPrompt = (raw: Raw): WrittenPrompt => ({
  title: text(raw.title),
  prompt: text(raw.prompt),
  negative: text(raw.negative_prompt),
});

function readMeasured(raw: Raw): Measured {
  return {
    cuts: Array.isArray(raw.cuts) ? raw.cuts.filter((cut) => typeof cut === 'number') : [],
    motion: records(raw.motion).map((point) => ({
      at: number(point.at),
      energy: Math.min(1, number(point.energy)),
    })),
    palette: records(raw.palette)
      .map((one) => ({ color: text(one.color), share: Math.min(1, number(one.share)) }))
      .filter((one) => HEX.test(one.color)),
    fps: some(raw.fps),
    width: some(raw.width),
    height: some(raw.height),
  };
}

export type KeyFrame = { readonly at: number };

/** When the pictures of an analysis are from: as it says itself, else spread evenly. */
export function frameTimes(json: unknown, analysis: Analysis, count: number): number[] {
  const told = isRecord(json) ? timesIn(json) : [];
  if (told.length === count) return told;
  const { start, end } = analysis;
  return Array.from(
    { length: count },
    (_, place) => start + ((place + 0.5) * (end - start)) / count,
  );
}

function timesIn(json: Raw): number[] {
  const measured = isRecord(json.measured) ? json.measured : {};
  const list = Array.isArray(measured.frames) ? measured.frames : json.frames;
  if (!Array.isArray(list)) return [];
  return list.map((one) => (isRecord(one) ? number(one.at) : number(one)));
}
