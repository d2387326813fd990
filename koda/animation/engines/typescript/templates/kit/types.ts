/** What a film is made of: plain data, so that a change of a number is a change of the film. */

export interface Palette {
  background: string;
  surface: string;
  foreground: string;
  muted: string;
  line: string;
  accent: string;
  accentText: string;
  onAccent: string;
}

/** How the style moves: seconds, shares and a curve. */
export interface Pace {
  enter: number;
  stagger: number;
  bezier: [number, number, number, number];
  overshoot: number;
  weight: number;
  tracking: number;
  margin: number;
  scale: number;
}

export type StyleName = 'minimal' | 'corporate' | 'fashion' | 'marketing';
export type PassageName = 'none' | 'rise' | 'push' | 'curtain' | 'band' | 'iris' | 'slices';

export interface Film {
  title: string;
  style: StyleName;
  width: number;
  height: number;
  fps: number;
  frames: number;
  palette: Palette;
  pace: Pace;
}

export interface Medium {
  name: string;
  type: 'image' | 'video';
  width: number;
  height: number;
}

/** A number of the scene's words, taken apart so that it can be counted. */
export interface Figure {
  label: string;
  value: number;
  decimals: number;
  prefix: string;
  suffix: string;
  /** How it stands in the words: where counting ends. */
  written: string;
}

export interface Scene {
  number: number;
  /** A short line above the heading; may be empty. */
  label: string;
  heading: string;
  lines: string[];
  media: Medium[];
  logo: Medium | null;
  /** The logo where it is not the scene's subject: small, in the corner. */
  corner: Medium | null;
  figures: Figure[];
  /** First frame in the film. */
  from: number;
  frames: number;
  /** How it comes in, and in how many frames. */
  passage: PassageName;
  opening: number;
  /** Frames that it goes on for, under the scene that follows. */
  overlap: number;
}

export interface SceneProps {
  scene: Scene;
}
