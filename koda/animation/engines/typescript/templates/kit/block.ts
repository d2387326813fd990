/** How the words of a scene stand in their rectangle: sizes that fit, one under the other. */

import { fonts } from 'koda';
import { film } from '../film';
import { type Face, type Fitted, fit } from './fit';
import { type Rect, unit } from './place';

export const displayFace: Face = {
  family: fonts.display,
  weight: film.pace.weight,
  tracking: film.pace.tracking,
  leading: 1.1,
};
export const bodyFace: Face = { family: fonts.body, weight: 400, tracking: -0.005, leading: 1.4 };
export const labelFace: Face = { family: fonts.body, weight: 600, tracking: 0.14, leading: 1.4 };

export interface Block {
  label: Fitted | null;
  heading: Fitted | null;
  lines: Fitted[];
  gap: number;
  height: number;
}

export function blockOf(
  label: string,
  heading: string,
  lines: string[],
  rect: Rect,
  most: number,
): Block {
  const gap = Math.min(unit * 4.2, rect.height * 0.06);
  const head = label ? fit(label.toUpperCase(), labelFace, labelRoom(rect)) : null;
  const spare = rect.height - (head ? head.height + gap * 0.8 : 0);
  const share = lines.length ? Math.max(0.34, 0.66 - lines.length * 0.05) : 1;
  const title = heading
    ? fit(heading, displayFace, {
        width: rect.width,
        height: spare * share,
        most: unit * most * film.pace.scale,
      })
    : null;
  const left =
    spare - (title ? title.height : 0) - gap * (1 + 0.35 * Math.max(lines.length - 1, 0));
  const largest = Math.min(unit * 4.8, title ? title.size * 0.5 : unit * 8);
  const fitted = lines.map((line) =>
    fit(line, bodyFace, { width: rect.width, height: left / lines.length, most: largest }),
  );
  const size = Math.min(...fitted.map((line) => line.size));
  const even = lines.map((line) =>
    fit(line, bodyFace, { width: rect.width, height: left / lines.length, most: size }),
  );
  const height =
    rect.height -
    spare +
    (title?.height ?? 0) +
    even.reduce((sum, line, index) => sum + line.height + gap * (index ? 0.35 : 1), 0);
  return { label: head, heading: title, lines: even, gap, height };
}

function labelRoom(rect: Rect) {
  return { width: rect.width, height: rect.height * 0.12, most: unit * 2.4, lines: 2 };
}
