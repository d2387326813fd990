/** Turns errors into faults that name a file and a line of the code. */

import type { Fault } from '../contract';

const PLACE = /koda:\/\/\/([\w./-]+):(\d+):\d+/;

/** React's library says only numbers; these are the ones that code of films runs into. */
const REACT: Record<string, string> = {
  31: 'An object is no React child: draw a text, a number or an element.',
  130: 'An element has no component: an import or export of it is missing.',
  185: 'A component sets its own state again and again: derive from the frame instead.',
  300: 'Fewer hooks than in the frame before: never return before a hook or call one in a condition.',
  301: 'A component sets its own state while it draws, again and again.',
  310: 'More hooks than in the frame before: never call one in a condition or loop.',
  321: 'A hook was called outside of a component.',
  482: 'A component may not be async.',
};

/** An error whose place is known already. */
export class KnownFault extends Error {
  constructor(readonly fault: Fault) {
    super(fault.message);
  }
}

/** The place of the code in an error's stack: its innermost line. */
function placeOf(stack: string | undefined): Pick<Fault, 'file' | 'line'> {
  const found = PLACE.exec(stack ?? '');
  return found ? { file: found[1], line: Number(found[2]) } : {};
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return `The code threw ${String(error)}.`;
  const number = /Minified React error #(\d+)/.exec(error.message)?.[1];
  const known = number && REACT[number];
  if (known) return known;
  return error.name === 'Error' ? error.message : `${error.name}: ${error.message}`;
}

export function faultOf(error: unknown, frame?: number): Fault {
  const at = frame === undefined ? {} : { frame };
  const place = placeOf(error instanceof Error ? error.stack : undefined);
  if (error instanceof KnownFault) return { ...place, ...at, ...error.fault };
  const message = wordsOf(error).slice(0, 1_000);
  return { code: 'runtime', message, ...place, ...at, is_sure: true };
}
