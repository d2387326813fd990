/** What the node `animation` calls its parameters and what it gives. */

/** The sentence that it is about. */
export const PROMPT = 'prompt';
export const ENGINE = 'engine';
export const TECHNIQUES = 'techniques';
/** The project that the next version changes. */
export const BASE = 'base';
/** What is to be changed of it, in words. */
export const WISH = 'wish';

/** Outputs. */
export const VIDEO = 'video';
export const PROJECT = 'project';

/** What is chosen beside the sentence; the rest is in the inspector. */
export const CHIPS = ['engine', 'aspect_ratio', 'duration', 'style'] as const;
export const RATIO = 'aspect_ratio';
