/** Paints one card in each level of detail, with the same measures as the card in the DOM. */

import {
  BODY_FONT_SIZE,
  BODY_LINE,
  CARD_BORDER,
  CARD_PADDING,
  CARD_RADIUS,
  PROGRESS_HEIGHT,
  SELECTED_BORDER,
  STATUS_DOT,
  TITLE_BASELINE,
  TITLE_FONT_SIZE,
  TITLE_GAP,
  TITLE_ICON,
  TITLE_INDENT,
} from './geometry';
import type { Pen } from './pen';
import type { SceneNode, SceneStatus } from './scene';
import type { SceneTheme } from './theme';
import { sizeFor } from './thumbnails';

/** Letters smaller than this on screen cannot be read. */
const READABLE = 5;
const DIMMED = 0.45;

function dot({ context, theme }: Pen, node: SceneNode): void {
  context.fillStyle = node.selected ? theme.accent : faceColour(node, theme);
  context.fillRect(node.x, node.y, node.width, node.height);
}

function block(pen: Pen, node: SceneNode, pixels: number): void {
  dot(pen, node);
  const { context, theme } = pen;
  const bitmap = node.asset === '' ? undefined : pen.thumbnails.get(node.asset, sizeFor(pixels));
  if (bitmap !== undefined) {
    drawCover(pen, bitmap, node);
  }
  if (node.selected || bitmap === undefined) {
    const unit = node.width / pixels;
    context.lineWidth = node.selected ? 2 * unit : unit;
    context.strokeStyle = node.selected ? theme.accent : theme.line;
    context.strokeRect(node.x, node.y, node.width, node.height);
  }
  const status = statusColour(node.status, theme);
  if (status !== undefined) {
    const side = Math.max(node.width / 8, (4 * node.width) / pixels);
    context.fillStyle = status;
    context.fillRect(node.x + node.width - side, node.y, side, side);
  }
}

function whole(pen: Pen, node: SceneNode, zoom: number): void {
  const { context, theme } = pen;
  context.save();
  context.beginPath();
  context.roundRect(node.x, node.y, node.width, node.height, CARD_RADIUS);
  context.fillStyle = node.asset === '' ? theme.surface : faceColour(node, theme);
  context.fill();
  context.clip();
  face(pen, node, zoom);
  if (node.status === 'running') {
    progressLine(pen, node);
  }
  context.restore();
  border(pen, node, zoom);
  title(pen, node, zoom);
}

function group(pen: Pen, node: SceneNode, zoom: number): void {
  const { context, theme } = pen;
  context.beginPath();
  context.roundRect(node.x, node.y, node.width, node.height, CARD_RADIUS);
  context.globalAlpha = 0.5;
  context.fillStyle = theme.surface;
  context.fill();
  if (node.look !== undefined) {
    context.globalAlpha = 0.1;
    context.fillStyle = node.look.color;
    context.fill();
  }
  context.globalAlpha = 1;
  border(pen, node, zoom);
  title(pen, node, zoom);
}

/** What fills the card: the picture at its own ratio, or the first lines of its text. */
function face(pen: Pen, node: SceneNode, zoom: number): void {
  const { context, theme } = pen;
  if (node.asset !== '') {
    const bitmap = pen.thumbnails.get(node.asset, sizeFor(node.width * zoom));
    context.globalAlpha = node.status === 'running' || node.status === 'queued' ? DIMMED : 1;
    if (bitmap !== undefined) {
      drawCover(pen, bitmap, node);
    }
    context.globalAlpha = 1;
    return;
  }
  if (node.text === '' || BODY_FONT_SIZE * zoom < READABLE) {
    return;
  }
  pen.font(BODY_FONT_SIZE, 400);
  context.fillStyle = theme.text;
  context.textBaseline = 'alphabetic';
  const most = Math.max(1, Math.floor((node.height - 2 * CARD_PADDING) / BODY_LINE));
  for (const [row, line] of pen.lines(node.text, node.width - 2 * CARD_PADDING, most).entries()) {
    context.fillText(
      line,
      node.x + CARD_PADDING,
      node.y + CARD_PADDING + row * BODY_LINE + BODY_FONT_SIZE,
    );
  }
}

function drawCover({ context }: Pen, bitmap: ImageBitmap, node: SceneNode): void {
  const scale = Math.max(node.width / bitmap.width, node.height / bitmap.height);
  const width = node.width / scale;
  const height = node.height / scale;
  const left = (bitmap.width - width) / 2;
  const top = (bitmap.height - height) / 2;
  context.drawImage(bitmap, left, top, width, height, node.x, node.y, node.width, node.height);
}

function progressLine({ context, theme }: Pen, node: SceneNode): void {
  const share = Math.min(1, Math.max(0, node.progress));
  context.fillStyle = theme.accent;
  const y = node.y + node.height - PROGRESS_HEIGHT;
  context.fillRect(node.x, y, node.width * share, PROGRESS_HEIGHT);
}

/** The hairline lies inside the card's box, as a CSS border does; an empty card's is dashed. */
function border({ context, theme }: Pen, node: SceneNode, zoom: number): void {
  const width = node.selected ? SELECTED_BORDER : CARD_BORDER;
  const inset = width / 2;
  const empty = node.shape === 'card' && node.asset === '' && node.text === '' && !node.selected;
  context.beginPath();
  context.roundRect(
    node.x + inset,
    node.y + inset,
    node.width - width,
    node.height - width,
    CARD_RADIUS - inset,
  );
  context.lineWidth = Math.max(width, 0.5 / zoom);
  context.strokeStyle = borderColour(node, theme);
  context.setLineDash(empty ? [4, 3] : []);
  context.stroke();
  context.setLineDash([]);
}

function title(pen: Pen, node: SceneNode, zoom: number): void {
  if (TITLE_FONT_SIZE * zoom < READABLE) {
    return;
  }
  const { context, theme } = pen;
  const baseline = node.y - TITLE_BASELINE;
  const icon = pen.icon(node.icon);
  let left = node.x + TITLE_INDENT;
  if (icon !== undefined) {
    drawIcon(pen, icon, left, baseline - TITLE_ICON + 3, theme.types[node.type]);
    left += TITLE_ICON + TITLE_GAP;
  }
  const mark = statusColour(node.status, theme);
  const right = node.x + node.width - (mark === undefined ? 0 : STATUS_DOT + TITLE_GAP);
  pen.font(TITLE_FONT_SIZE, 500);
  context.textBaseline = 'alphabetic';
  context.fillStyle = theme.muted;
  context.fillText(pen.lines(node.title, right - left, 1)[0] ?? '', left, baseline);
  if (mark !== undefined) {
    context.fillStyle = mark;
    context.beginPath();
    const radius = STATUS_DOT / 2;
    context.arc(node.x + node.width - radius - TITLE_INDENT, baseline - 4, radius, 0, 2 * Math.PI);
    context.fill();
  }
}

function drawIcon({ context }: Pen, icon: Path2D, x: number, y: number, colour: string): void {
  const scale = TITLE_ICON / 24;
  context.save();
  context.translate(x, y);
  context.scale(scale, scale);
  context.strokeStyle = colour;
  context.lineWidth = 1.5 / scale;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.stroke(icon);
  context.restore();
}

function borderColour(node: SceneNode, theme: SceneTheme): string {
  if (node.selected) {
    return theme.accent;
  }
  return node.status === 'failed' ? theme.error : theme.line;
}

function faceColour(node: SceneNode, theme: SceneTheme): string {
  if (node.shape === 'card' && node.asset !== '') {
    return node.color === '' ? theme.raised : node.color;
  }
  return theme.raised;
}

function statusColour(status: SceneStatus, theme: SceneTheme): string | undefined {
  switch (status) {
    case 'queued':
      return theme.faint;
    case 'running':
      return theme.accent;
    case 'failed':
      return theme.error;
    case 'waiting':
    case 'stale':
      return theme.warning;
    default:
      return undefined;
  }
}

export const drawCard = { dot, block, whole, group };
