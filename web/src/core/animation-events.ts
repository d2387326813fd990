/** What an animation's step tells while it works (`docs/spec/animation.md`), put together; pure. */

export type AnimationPhase =
  | 'questions'
  | 'planning'
  | 'plan'
  | 'coding'
  | 'checking'
  | 'preview'
  | 'rendering'
  | 'done';

export const PHASES: readonly AnimationPhase[] = [
  'questions',
  'planning',
  'plan',
  'coding',
  'checking',
  'preview',
  'rendering',
  'done',
];

export type Todo = {
  readonly id: string;
  readonly label: string;
  readonly state: 'waiting' | 'doing' | 'done';
};

export type StillPicture = {
  readonly scene: number;
  readonly frame: number;
  readonly asset: string;
};

export type Check = { readonly name: string; readonly ok: boolean; readonly message: string };

/** Something that was done, as a line of the log. */
export type Row =
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly lines: number;
      readonly change: 'written' | 'edited' | 'deleted';
      /** The lines that are others, as a unified diff; empty where it is not told. */
      readonly patch: string;
    }
  | {
      readonly kind: 'verdict';
      readonly by: 'rules' | 'model';
      readonly pass: boolean;
      readonly score: number | null;
      readonly checks: readonly Check[];
    }
  | {
      readonly kind: 'attempt';
      readonly number: number;
      readonly most: number;
      readonly why: string;
    };

export type Telling = {
  readonly phase: AnimationPhase | null;
  readonly todos: readonly Todo[];
  readonly rows: readonly Row[];
  /** Of the newest project, the newest of each scene, in the order of the film. */
  readonly stills: readonly StillPicture[];
};

export const NOTHING_TOLD: Telling = { phase: null, todos: [], rows: [], stills: [] };
const MOST_ROWS = 200;

/** `events`: what was told, oldest first; what is no event of these is left out. */
export function readTelling(events: readonly string[]): Telling {
  let { phase, todos } = NOTHING_TOLD;
  const rows: Row[] = [];
  let project = '';
  let stills: StillPicture[] = [];
  for (const told of events) {
    const event = membersOf(told);
    const row = readRow(event);
    if (row) rows.push(row);
    else if (event.type === 'phase' && isPhase(event.phase)) phase = event.phase;
    else if (event.type === 'todos') todos = listOf(event.todos).flatMap(readTodo);
    else if (event.type === 'still') {
      const of = text(event.project);
      // Pictures of code that is there no more say nothing.
      if (of !== project) stills = [];
      project = of;
      stills = withStill(stills, readStill(event));
    }
  }
  return { phase, todos, rows: rows.slice(-MOST_ROWS), stills };
}

function withStill(stills: readonly StillPicture[], still: StillPicture | null): StillPicture[] {
  if (!still) return [...stills];
  const others = stills.filter((one) => one.frame !== still.frame);
  return [...others, still].sort((one, other) => one.frame - other.frame);
}

export function readStill(raw: unknown): StillPicture | null {
  const { scene, frame, asset } = fieldsOf(raw);
  if (typeof asset !== 'string' || asset === '') return null;
  return { scene: number(scene), frame: number(frame), asset };
}

function readRow(event: Fields): Row | null {
  switch (event.type) {
    case 'file': {
      const change = event.change === 'edited' || event.change === 'deleted' ? event.change : null;
      const lines = number(event.lines);
      return {
        kind: 'file',
        path: text(event.path),
        lines,
        change: change ?? 'written',
        patch: text(event.patch),
      };
    }
    case 'verdict':
      return {
        kind: 'verdict',
        by: event.by === 'model' ? 'model' : 'rules',
        pass: event.pass === true,
        score: typeof event.score === 'number' ? event.score : null,
        checks: listOf(event.checks).map((raw) => {
          const { name, ok, message } = fieldsOf(raw);
          return { name: text(name), ok: ok === true, message: text(message) };
        }),
      };
    case 'attempt':
      return {
        kind: 'attempt',
        number: number(event.number),
        most: number(event.most),
        why: text(event.why),
      };
    default:
      return null;
  }
}

function readTodo(raw: unknown): Todo[] {
  const { id, label, state } = fieldsOf(raw);
  if (typeof label !== 'string' || label === '') return [];
  const known = state === 'doing' || state === 'done' ? state : 'waiting';
  return [{ id: text(id) || label, label, state: known }];
}

type Fields = Readonly<Record<string, unknown>>;

const isPhase = (raw: unknown): raw is AnimationPhase => PHASES.some((one) => one === raw);

function membersOf(told: string): Fields {
  try {
    return fieldsOf(JSON.parse(told));
  } catch {
    return {};
  }
}

const fieldsOf = (raw: unknown): Fields =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? (raw as Fields) : {};

const listOf = (raw: unknown): unknown[] => (Array.isArray(raw) ? raw : []);
const text = (raw: unknown): string => (typeof raw === 'string' ? raw : '');
const number = (raw: unknown): number =>
  typeof raw === 'number' && Number.isFinite(raw) ? raw : 0;
