/** The words of a scene as one block: label, heading, lines below it. */

import { film } from '../film';
import type { Beat } from './beat';
import { blockOf } from './block';
import { css, type Rect } from './place';
import type { Scene } from './types';
import { type Align, Words } from './Words';

interface Props {
  scene: Scene;
  beat: Beat;
  rect: Rect;
  align?: Align;
  /** Where the block stands in its rectangle: 0 at the top, 1 at the bottom. */
  stand?: number;
  /** The largest size of the heading in hundredths of the shorter side. */
  most?: number;
  at?: number;
  lines?: string[];
  heading?: string;
  /** One colour in place of the palette's. */
  tint?: string;
}

export function Copy({
  scene,
  beat,
  rect,
  align = 'left',
  stand = 0.5,
  most = 14,
  at = 0,
  lines = scene.lines,
  heading = scene.heading,
  tint,
}: Props) {
  const { palette, pace } = film;
  const block = blockOf(scene.label, heading, lines, rect, most);
  const top = rect.y + (rect.height - block.height) * stand;
  const step = pace.stagger * 2.5;
  return (
    <div style={{ ...css(rect), top, height: block.height }}>
      {block.label ? (
        <div style={{ marginBottom: block.gap * 0.8 }}>
          <Words
            fitted={block.label}
            beat={beat}
            color={tint ?? palette.accentText}
            at={at}
            align={align}
            byLine
          />
        </div>
      ) : null}
      {block.heading ? (
        <Words
          fitted={block.heading}
          beat={beat}
          color={tint ?? palette.foreground}
          at={at + step}
          align={align}
        />
      ) : null}
      {block.lines.map((line, index) => (
        <div key={index} style={{ marginTop: index ? block.gap * 0.35 : block.gap }}>
          <Words
            fitted={line}
            beat={beat}
            color={tint ?? palette.muted}
            at={at + pace.enter * 0.5 + step * (index + 1)}
            align={align}
            byLine
          />
        </div>
      ))}
    </div>
  );
}
