/** What goes into a stage and comes out of it; docs/spec/animation.md says what each call means. */

export interface Fault {
  code: 'compile' | 'import' | 'runtime' | 'missing_media';
  message: string;
  file?: string;
  line?: number;
  column?: number;
  frame?: number;
  is_sure: boolean;
}

/** Pictures of a film in advance: files by number from 1, `%05d` in the address. */
export interface FilmFrames {
  fps: number;
  count: number;
  url: string;
}

export interface Medium {
  name: string;
  type: 'image' | 'video' | 'audio';
  url: string;
  width: number;
  height: number;
  seconds: number;
  frames?: FilmFrames;
}

/** `AnimationPlan` as JSON; the page reads these of its fields. */
export interface Plan {
  title: string;
  seconds: number;
  fps: number;
  scenes: {
    number: number;
    title: string;
    seconds: number;
    text: string[];
    media: string[];
    technique: string;
  }[];
  design: {
    colors: { background: string; foreground: string; accent: string };
    display_font: string;
    body_font: string;
  };
}

export interface Film {
  engine: string;
  files: Record<string, string>;
  entry: string;
  media: Medium[];
  plan: Plan;
  width: number;
  height: number;
  fps: number;
  frames: number;
  mode?: 'render' | 'preview';
}

/** A box of words in film pixels; `clipped` when a part of it cannot be seen. */
export interface TextBox {
  text: string;
  x: number;
  y: number;
  width: number;
  height: number;
  clipped: boolean;
}

export interface Answer {
  ok: boolean;
  faults: Fault[];
}

/** What draws one engine's code; the page makes one for each film. */
export interface Player {
  /** Starts with what the entry exports by default; throws if it is of no use. */
  mount(main: unknown): Promise<void>;
  /** Draws a frame, up to what must be waited for. */
  draw(frame: number): Promise<void>;
  /** Names of media on show that are no elements of the document. */
  media(): string[];
  unmount(): void;
  /** What the engine adds to the module `koda`. */
  extras?: Record<string, unknown>;
}

/** What the page knows of a film that is open, for players and for the module `koda`. */
export interface Scene {
  film: Film;
  root: HTMLElement;
  isPlaying: boolean;
  /** Films on their way to where the frame needs them. */
  waits: Set<Promise<void>>;
  faults: Fault[];
  medium(name: string): Medium;
}

export interface EnginePart {
  name: string;
  player(scene: Scene): Player;
  /** Modules that code of this engine may import, by the name it imports them by. */
  modules(scene: Scene): Record<string, object>;
}
