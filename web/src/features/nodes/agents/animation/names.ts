/** What the node `animation` calls its parameters and what it gives. */

/** The sentence that it is about. */
export const PROMPT = 'prompt';
export const ENGINE = 'engine';
/** The engine that needs no box. */
export const OWN_ENGINE = 'python';
export const RATIO = 'aspect_ratio';
export const TECHNIQUES = 'techniques';
/** The project that the next version is made from. */
export const BASE = 'base';
/** What is to be different in it, in words. */
export const WISH = 'wish';

/** What is chosen beside the sentence; the rest is in the inspector. */
export const CHIPS = [ENGINE, RATIO, 'duration', 'style'] as const;

/** Inputs. */
export const TEXT = 'text';
export const LOGO = 'logo';

/** Outputs: the film is in one of the first two. */
export const FILMS = ['video', 'gif'] as const;
export const POSTER = 'poster';
export const PLAN = 'plan';
export const PROJECT = 'project';
/** The zip of all frames, where they were wanted. */
export const PICTURES = 'pictures';
