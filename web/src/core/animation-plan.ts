/** What an animation will be, before its code is written (the twin of `koda/animation/plan.py`); edits keep its length. */

export const FEWEST_SCENES = 3;
export const MOST_SCENES = 7;
/** Seconds. */
export const SHORTEST_SCENE = 0.4;

/** The recipes that a scene may be made by. */
export const TECHNIQUE_NAMES: readonly string[] = [
  'kinetic-typography',
  'particle-systems',
  '3d-scenes',
  'data-visualization',
  'parallax-scrolling',
  'morph-transitions',
  'glitch-distortion',
  'camera-movements',
  'logo-reveals',
  'compositing',
];

const MOST_LETTERS = 2_000;
const MOST_TITLE_LETTERS = 120;
const MOST_LINES = 8;

export type AnimationScene = {
  /** Tells a scene from the others while they are moved; not part of the plan. */
  readonly key?: string;
  /** Its place, from 1 on. */
  readonly number: number;
  readonly title: string;
  readonly seconds: number;
  readonly description: string;
  readonly notes: string;
  /** The words that are read in the picture, one line each. */
  readonly text: readonly string[];
  readonly technique: string;
  /** Names of the project's media that are seen in it. */
  readonly media: readonly string[];
};

export type AnimationDesign = {
  readonly style: string;
  readonly theme: string;
  readonly colors: {
    readonly background: string;
    readonly foreground: string;
    readonly accent: string;
  };
  readonly display_font: string;
  readonly body_font: string;
};

export type AnimationPlan = {
  readonly title: string;
  readonly scenes: readonly AnimationScene[];
  readonly seconds: number;
  readonly fps: number;
  readonly design: AnimationDesign;
};

export type SceneWords = Partial<
  Pick<AnimationScene, 'title' | 'description' | 'notes' | 'text' | 'technique' | 'media'>
>;

/** A plan as it came; none for anything without a scene or a length. */
export function readPlan(raw: unknown): AnimationPlan | null {
  const fields = fieldsOf(raw);
  const { scenes, seconds, fps } = fields;
  if (!Array.isArray(scenes) || !isLength(seconds)) return null;
  const read = scenes.slice(0, MOST_SCENES).flatMap((one, at) => readScene(one, at) ?? []);
  if (read.length === 0) return null;
  return {
    title: text(fields.title),
    scenes: read,
    seconds,
    fps: isLength(fps) ? fps : 30,
    design: readDesign(fields.design),
  };
}

function readScene(raw: unknown, at: number): AnimationScene | null {
  const fields = fieldsOf(raw);
  if (!isLength(fields.seconds)) return null;
  return {
    number: at + 1,
    title: text(fields.title),
    seconds: fields.seconds,
    description: text(fields.description),
    notes: text(fields.notes),
    text: texts(fields.text),
    technique: text(fields.technique),
    media: texts(fields.media),
  };
}

function readDesign(raw: unknown): AnimationDesign {
  const fields = fieldsOf(raw);
  const colors = fieldsOf(fields.colors);
  return {
    style: text(fields.style),
    theme: text(fields.theme),
    colors: {
      background: color(colors.background, '#000000'),
      foreground: color(colors.foreground, '#ffffff'),
      accent: color(colors.accent, '#808080'),
    },
    display_font: text(fields.display_font),
    body_font: text(fields.body_font),
  };
}

/** Scenes numbered from 1 and stretched to fill `seconds`, each with its least time. */
export function rescaled(
  scenes: readonly AnimationScene[],
  seconds: number,
): readonly AnimationScene[] {
  const shares = filled(
    scenes.map((scene) => scene.seconds),
    seconds,
  );
  return scenes.map((scene, at) => ({ ...scene, number: at + 1, seconds: shares[at] ?? 0 }));
}

/** Times in proportion that add up to `seconds`, none below the least where there is room. */
function filled(times: readonly number[], seconds: number): number[] {
  const least = Math.min(SHORTEST_SCENE, seconds / times.length);
  const spare = seconds - least * times.length;
  const over = times.map((time) => Math.max(0, time - least));
  const whole = over.reduce((sum, one) => sum + one, 0);
  const shares = over.map((one) => {
    const share = whole > 0 ? one / whole : 1 / times.length;
    return rounded(least + spare * share);
  });
  // What rounding left over belongs to the longest.
  const rest = seconds - shares.reduce((sum, one) => sum + one, 0);
  const longest = shares.indexOf(Math.max(...shares));
  return shares.map((share, at) => (at === longest ? rounded(share + rest) : share));
}

/** Give one scene another length; the others make room in proportion, the whole stays as long. */
export function withSeconds(plan: AnimationPlan, at: number, seconds: number): AnimationPlan {
  const others = plan.scenes.filter((_, place) => place !== at);
  if (others.length === 0 || !plan.scenes[at]) return plan;
  const least = Math.min(SHORTEST_SCENE, plan.seconds / plan.scenes.length);
  const most = plan.seconds - least * others.length;
  const wanted = rounded(Math.min(most, Math.max(least, seconds)));
  const shares = filled(
    others.map((scene) => scene.seconds),
    rounded(plan.seconds - wanted),
  );
  let next = 0;
  const scenes = plan.scenes.map((scene, place) => ({
    ...scene,
    seconds: place === at ? wanted : (shares[next++] ?? scene.seconds),
  }));
  return { ...plan, scenes };
}

/** Move a scene to another place; their lengths go with them. */
export function withMoved(plan: AnimationPlan, from: number, to: number): AnimationPlan {
  const scene = plan.scenes[from];
  const place = Math.min(plan.scenes.length - 1, Math.max(0, to));
  if (!scene || place === from) return plan;
  const scenes = plan.scenes.filter((_, at) => at !== from);
  scenes.splice(place, 0, scene);
  return { ...plan, scenes: numbered(scenes) };
}

export const canRemove = (plan: AnimationPlan): boolean => plan.scenes.length > FEWEST_SCENES;

/** Leave a scene out; the others take its time. */
export function withoutScene(plan: AnimationPlan, at: number): AnimationPlan {
  if (!canRemove(plan) || !plan.scenes[at]) return plan;
  const scenes = plan.scenes.filter((_, place) => place !== at);
  return { ...plan, scenes: rescaled(scenes, plan.seconds) };
}

export const canAdd = (plan: AnimationPlan): boolean =>
  plan.scenes.length < MOST_SCENES && plan.seconds >= SHORTEST_SCENE * (plan.scenes.length + 1);

/** Put an empty scene behind another; the others make room for its share. */
export function withAdded(plan: AnimationPlan, after: number): AnimationPlan {
  if (!canAdd(plan)) return plan;
  const before = plan.scenes[after];
  const scene: AnimationScene = {
    number: 0,
    title: 'New scene',
    seconds: plan.seconds / plan.scenes.length,
    description: '',
    notes: '',
    text: [],
    technique: before?.technique ?? 'kinetic-typography',
    media: [],
  };
  const scenes = [...plan.scenes];
  scenes.splice(after + 1, 0, scene);
  return { ...plan, scenes: rescaled(scenes, plan.seconds) };
}

export function withWords(plan: AnimationPlan, at: number, words: SceneWords): AnimationPlan {
  const scenes = plan.scenes.map((scene, place) =>
    place === at ? { ...scene, ...bounded(words) } : scene,
  );
  return { ...plan, scenes };
}

function bounded(words: SceneWords): SceneWords {
  const next: { -readonly [Name in keyof SceneWords]: SceneWords[Name] } = { ...words };
  if (next.title !== undefined) next.title = next.title.slice(0, MOST_TITLE_LETTERS);
  if (next.description !== undefined) next.description = next.description.slice(0, MOST_LETTERS);
  if (next.notes !== undefined) next.notes = next.notes.slice(0, MOST_LETTERS);
  if (next.text !== undefined) {
    next.text = next.text.slice(0, MOST_LINES).map((line) => line.slice(0, 200));
  }
  return next;
}

/** Where each scene begins and ends, in frames; they fill the film. */
export function spansOf(plan: AnimationPlan): [number, number][] {
  const frames = Math.round(plan.seconds * plan.fps);
  let at = 0;
  let begin = 0;
  return plan.scenes.map((scene, place) => {
    at += scene.seconds;
    const isLast = place === plan.scenes.length - 1;
    const end = isLast ? frames : Math.min(Math.round(at * plan.fps), frames);
    const span: [number, number] = [begin, end];
    begin = end;
    return span;
  });
}

/** The scene's place that a frame is of, from 0. */
export function sceneAt(plan: AnimationPlan, frame: number): number {
  const found = spansOf(plan).findIndex(([, end]) => frame < end);
  return found < 0 ? plan.scenes.length - 1 : found;
}

const numbered = (scenes: readonly AnimationScene[]): AnimationScene[] =>
  scenes.map((scene, at) => ({ ...scene, number: at + 1 }));

const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;

const isLength = (raw: unknown): raw is number =>
  typeof raw === 'number' && Number.isFinite(raw) && raw > 0;

const fieldsOf = (raw: unknown): Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw)
    ? (raw as Record<string, unknown>)
    : {};

const text = (raw: unknown): string => (typeof raw === 'string' ? raw.slice(0, MOST_LETTERS) : '');

const texts = (raw: unknown): string[] =>
  Array.isArray(raw) ? raw.filter((one) => typeof one === 'string').slice(0, 12) : [];

const color = (raw: unknown, otherwise: string): string =>
  typeof raw === 'string' && /^#[0-9a-f]{6}$/i.test(raw) ? raw : otherwise;
