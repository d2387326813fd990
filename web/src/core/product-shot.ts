/** The shots of a product as a language model writes them; read also while only the beginning is there. */

export type Shot = {
  /** From 1 on; it is what a switched-off shot is remembered by. */
  readonly number: number;
  readonly angle: string;
  readonly description: string;
  readonly prompt: string;
  readonly camera: string;
  readonly composition: string;
};

export type ShotList = {
  readonly shots: readonly Shot[];
  readonly summary: string;
  /** The turn of the talk that this answers; empty for the first. */
  readonly replyTo: string;
  /** The model. */
  readonly writtenBy: string;
};

export const NO_SHOTS: ShotList = { shots: [], summary: '', replyTo: '', writtenBy: '' };

type Raw = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** What is not a shot is left out; of a shot that is being written, what is there already. */
export function readShots(json: unknown): ShotList {
  if (!isRecord(json)) return NO_SHOTS;
  const list = Array.isArray(json.shots) ? json.shots.filter(isRecord) : [];
  const seen = new Set<number>();
  return {
    shots: list.map(readShot).filter(({ number }) => !seen.has(number) && seen.add(number)),
    summary: text(json.summary),
    replyTo: text(json.reply_to),
    writtenBy: text(json.written_by),
  };
}

function readShot(raw: Raw, index: number): Shot {
  const { number } = raw;
  return {
    number: typeof number === 'number' && Number.isInteger(number) ? number : index + 1,
    angle: text(raw.angle),
    description: text(raw.description),
    prompt: text(raw.prompt),
    camera: text(raw.camera),
    composition: text(raw.composition),
  };
}

/** The numbers in the parameter `off`. */
export const readOff = (value: unknown): ReadonlySet<number> =>
  new Set(Array.isArray(value) ? value.filter((one) => typeof one === 'number') : []);

/** The parameter after a shot was switched; without a value all are on again. */
export function switched(
  off: ReadonlySet<number>,
  number: number,
  isOn: boolean,
): number[] | undefined {
  const next = new Set(off);
  if (isOn) next.delete(number);
  else next.add(number);
  return next.size > 0 ? [...next].sort((a, b) => a - b) : undefined;
}
