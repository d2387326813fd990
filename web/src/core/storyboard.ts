/** A storyboard as its node gives it, read from JSON that anybody may have written: whatever is not there is empty. */

export type BoardMode = 'transition' | 'single-shot';

export type Scene = {
  /** Its place, from 1 on. */
  readonly number: number;
  readonly title: string;
  readonly description: string;
  readonly prompt: string;
  readonly camera: string;
  readonly mood: string;
  /** How it becomes the next scene. */
  readonly transition: string;
  /** What moves in it. */
  readonly motion: string;
  readonly negativePrompt: string;
  readonly audio: string;
  /** Seconds; none: the mode says it. */
  readonly duration: number | null;
  /** What its references are called. */
  readonly references: readonly string[];
};

/** What a reference shows. */
export type Identity = {
  /** Its asset. */
  readonly asset: string;
  readonly label: string;
  readonly role: string;
  readonly identity: string;
};

export type Board = {
  readonly mode: BoardMode;
  readonly style: string;
  readonly aspectRatio: string;
  readonly videoFamily: string;
  readonly product: string;
  readonly character: string;
  readonly summary: string;
  /** The message that it answers; empty for the first draft. */
  readonly replyTo: string;
  readonly writtenBy: string;
  readonly scenes: readonly Scene[];
  readonly identities: readonly Identity[];
};

type Fields = Readonly<Record<string, unknown>>;

export const MOST_SCENES = 12;
const MOST_LETTERS = 20_000;
const MOST_REFERENCES = 16;

/** A finished board; none for anything without a scene. */
export function readBoard(raw: unknown): Board | null {
  const fields = fieldsOf(raw);
  const scenes = readScenes(raw);
  if (scenes.length === 0) return null;
  return {
    mode: fields.mode === 'single-shot' ? 'single-shot' : 'transition',
    style: text(fields.style),
    aspectRatio: text(fields.aspect_ratio),
    videoFamily: text(fields.video_family),
    product: text(fields.product),
    character: text(fields.character),
    summary: text(fields.summary),
    replyTo: text(fields.reply_to),
    writtenBy: text(fields.written_by),
    scenes,
    identities: readIdentities(fields.identities),
  };
}

/** The scenes of a board, or of one that is still being written. */
export function readScenes(raw: unknown): Scene[] {
  const { scenes } = fieldsOf(raw);
  if (!Array.isArray(scenes)) return [];
  return scenes.filter(isFields).slice(0, MOST_SCENES).map(readScene);
}

/** A scene while it is written; `isWhole`: nothing is added to it any more. */
export type WrittenScene = { readonly scene: Scene; readonly isWhole: boolean };

/** The scenes of an answer so far; one that only says which to keep is that scene of the draft. */
export function writtenScenes(
  raw: unknown,
  isComplete: (path: (string | number)[]) => boolean,
  draft: Board | null,
): WrittenScene[] {
  const { scenes } = fieldsOf(raw);
  if (!Array.isArray(scenes)) return [];
  return scenes.slice(0, MOST_SCENES).map((one, at) => {
    const fields = fieldsOf(one);
    const { keep } = fields;
    const kept = typeof keep === 'number' && keep > 0 ? draft?.scenes[keep - 1] : undefined;
    const isKept = kept !== undefined && text(fields.prompt) === '';
    return {
      // What it calls its references means nothing to people yet.
      scene: isKept ? { ...kept, number: at + 1 } : { ...readScene(fields, at), references: [] },
      isWhole: isComplete(['scenes', at]),
    };
  });
}

function readIdentities(raw: unknown): Identity[] {
  if (!Array.isArray(raw)) return [];
  return raw
    .filter(isFields)
    .slice(0, MOST_REFERENCES)
    .map(({ reference, label, role, identity }) => ({
      asset: text(reference),
      label: text(label),
      role: text(role),
      identity: text(identity),
    }));
}

function readScene(fields: Fields, at: number): Scene {
  const { duration, references } = fields;
  const isLong = typeof duration === 'number' && Number.isFinite(duration) && duration > 0;
  return {
    // Their order counts: a number that is written twice would be two places.
    number: at + 1,
    title: text(fields.title),
    description: text(fields.description),
    prompt: text(fields.prompt),
    camera: text(fields.camera),
    mood: text(fields.mood),
    transition: text(fields.transition),
    motion: text(fields.motion),
    negativePrompt: text(fields.negative_prompt),
    audio: text(fields.audio),
    duration: isLong ? duration : null,
    references: Array.isArray(references)
      ? references.map(text).filter(Boolean).slice(0, MOST_REFERENCES)
      : [],
  };
}

const isFields = (raw: unknown): raw is Fields =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);

const fieldsOf = (raw: unknown): Fields => (isFields(raw) ? raw : {});

const text = (raw: unknown): string =>
  typeof raw === 'string' ? raw.trim().slice(0, MOST_LETTERS) : '';
