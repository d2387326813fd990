/** Plays keyframes with Theatre.js: the value of everything at any second. */

import { getProject } from '@theatre/core';
import { firstValues, stateOf, type Tracks } from './keys';

export interface Sheet {
  at(seconds: number): Record<string, Record<string, number>>;
}

let made = 0;

export function sheetOf(tracks: Tracks, seconds: number): Sheet {
  made += 1; // Theatre.js keeps projects by name for as long as the page lives
  const project = getProject(`koda-${made}`, { state: stateOf('film', tracks, seconds) });
  const sheet = project.sheet('film');
  const objects = Object.entries(tracks).map(
    ([name, props]) => [name, sheet.object(name, firstValues(props))] as const,
  );
  return {
    at: (wanted) => {
      sheet.sequence.position = Math.min(Math.max(wanted, 0), seconds);
      return Object.fromEntries(objects.map(([name, object]) => [name, { ...object.value }]));
    },
  };
}
