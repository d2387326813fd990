/** Paints what is no card: the paper of a note with its first lines, and the glyph of a sticker. */

import { CARD_PADDING } from './geometry';
import type { Pen } from './pen';
import type { SceneNode } from './scene';

const PAPER_RADIUS = 6;
/** Letters smaller than this on screen cannot be read. */
const READABLE = 5;
const GLYPH_SHARE = 0.8;
const TEXT_SIZE = 14;
const LINE = 20;
const EMOJI_FONTS = '"Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji"';
const TAU = 2 * Math.PI;

export function drawNote(pen: Pen, node: SceneNode, zoom: number): void {
  const { context } = pen;
  const { look } = node;
  if (look === undefined) return;
  context.save();
  context.globalAlpha = look.opacity;
  context.translate(node.x + node.width / 2, node.y + node.height / 2);
  context.rotate((look.turn / 360) * TAU);
  context.scale(look.flipX ? -1 : 1, look.flipY ? -1 : 1);
  if (look.glyph !== '') glyph(pen, node, look.glyph, zoom);
  else paper(pen, node, look.color, zoom);
  context.restore();
  if (node.selected) outline(pen, node, zoom);
}

function glyph(pen: Pen, node: SceneNode, sign: string, zoom: number): void {
  const size = Math.min(node.width, node.height) * GLYPH_SHARE;
  const { context, theme } = pen;
  if (size * zoom < 1) return;
  context.font = `${size}px ${theme.fontFamily}, ${EMOJI_FONTS}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = theme.text;
  context.fillText(sign, 0, size * 0.06);
  context.textAlign = 'start';
}

function paper(pen: Pen, node: SceneNode, color: string, zoom: number): void {
  const { context, theme } = pen;
  const left = -node.width / 2;
  const top = -node.height / 2;
  context.beginPath();
  context.roundRect(left, top, node.width, node.height, PAPER_RADIUS);
  context.fillStyle = theme.surface;
  context.fill();
  const alpha = context.globalAlpha;
  // Far away only the colour tells a note from a card, so there is more of it.
  const isSmall = TEXT_SIZE * zoom < READABLE;
  context.globalAlpha = alpha * (isSmall ? 0.55 : 0.26);
  context.fillStyle = color;
  context.fill();
  context.globalAlpha = alpha * 0.5;
  context.lineWidth = Math.max(1, 0.5 / zoom);
  context.strokeStyle = color;
  context.stroke();
  context.globalAlpha = alpha;
  if (!isSmall && node.text !== '') words(pen, node, left, top);
}

function words(pen: Pen, node: SceneNode, left: number, top: number): void {
  const { context, theme } = pen;
  pen.font(TEXT_SIZE, 400);
  context.fillStyle = theme.text;
  context.textBaseline = 'alphabetic';
  const most = Math.max(1, Math.floor((node.height - 2 * CARD_PADDING) / LINE));
  for (const [row, line] of pen.lines(node.text, node.width - 2 * CARD_PADDING, most).entries()) {
    context.fillText(line, left + CARD_PADDING, top + CARD_PADDING + row * LINE + TEXT_SIZE);
  }
}

function outline({ context, theme }: Pen, node: SceneNode, zoom: number): void {
  context.beginPath();
  context.roundRect(node.x, node.y, node.width, node.height, PAPER_RADIUS);
  context.lineWidth = 1.5 / Math.min(1, zoom);
  context.strokeStyle = theme.accent;
  context.stroke();
}
