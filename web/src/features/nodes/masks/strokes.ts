/** What was painted on a mask, as a list that can be undone, and how it is drawn; no DOM but a context. */

export type Point = { readonly x: number; readonly y: number };
/** `press`: how hard a pen presses, as a share of the brush's width. */
export type Dot = Point & { readonly press: number };

/** One act of painting, in pixels of the picture. */
export type Stroke =
  | {
      readonly kind: 'line';
      readonly erases: boolean;
      readonly size: number;
      readonly dots: readonly Dot[];
    }
  | { readonly kind: 'box'; readonly erases: boolean; readonly from: Point; readonly to: Point }
  | { readonly kind: 'lasso'; readonly erases: boolean; readonly points: readonly Point[] }
  | { readonly kind: 'invert' }
  | { readonly kind: 'clear' };

export type History = { readonly done: readonly Stroke[]; readonly undone: readonly Stroke[] };

export const NOTHING: History = { done: [], undone: [] };

export const add = (history: History, stroke: Stroke): History => ({
  done: [...history.done, stroke],
  undone: [],
});

export function undo(history: History): History {
  const last = history.done.at(-1);
  if (!last) return history;
  return { done: history.done.slice(0, -1), undone: [last, ...history.undone] };
}

export function redo(history: History): History {
  const [next, ...rest] = history.undone;
  return next ? { done: [...history.done, next], undone: rest } : history;
}

/** Nothing is painted: `hasBase` says whether there was a mask before. */
export function isEmpty(strokes: readonly Stroke[], hasBase: boolean): boolean {
  let empty = !hasBase;
  for (const stroke of strokes) {
    if (stroke.kind === 'clear') empty = true;
    else if (stroke.kind === 'invert') empty = false;
    else if (!stroke.erases) empty = false;
  }
  return empty;
}

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Draw strokes in order; `scale`: pixels of the context for one of the picture. */
export function drawStrokes(
  context: Context,
  strokes: readonly Stroke[],
  scale: number,
  color: string,
): void {
  for (const stroke of strokes) drawStroke(context, stroke, scale, color);
}

export function drawStroke(context: Context, stroke: Stroke, scale: number, color: string): void {
  const { width, height } = context.canvas;
  context.save();
  context.fillStyle = color;
  context.strokeStyle = color;
  context.globalCompositeOperation = compositeOf(stroke);
  if (stroke.kind === 'clear' || stroke.kind === 'invert') {
    context.fillRect(0, 0, width, height);
  } else {
    context.scale(scale, scale);
    if (stroke.kind === 'line') drawLine(context, stroke.size, stroke.dots);
    else if (stroke.kind === 'box') drawBox(context, stroke.from, stroke.to);
    else drawLasso(context, stroke.points);
  }
  context.restore();
}

function compositeOf(stroke: Stroke): GlobalCompositeOperation {
  if (stroke.kind === 'invert') return 'source-out';
  if (stroke.kind === 'clear') return 'destination-out';
  return stroke.erases ? 'destination-out' : 'source-over';
}

function drawLine(context: Context, size: number, dots: readonly Dot[]): void {
  context.lineCap = 'round';
  context.lineJoin = 'round';
  const [first] = dots;
  if (first) disc(context, first, size * first.press);
  for (let at = 1; at < dots.length; at++) {
    const [from, to] = [dots[at - 1] as Dot, dots[at] as Dot];
    context.lineWidth = (size * (from.press + to.press)) / 2;
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.stroke();
  }
}

function disc(context: Context, { x, y }: Point, size: number): void {
  context.beginPath();
  context.arc(x, y, size / 2, 0, 2 * Math.PI);
  context.fill();
}

function drawBox(context: Context, from: Point, to: Point): void {
  context.fillRect(
    Math.min(from.x, to.x),
    Math.min(from.y, to.y),
    Math.abs(to.x - from.x),
    Math.abs(to.y - from.y),
  );
}

function drawLasso(context: Context, points: readonly Point[]): void {
  const [first, ...rest] = points;
  if (!first || rest.length < 2) return;
  context.beginPath();
  context.moveTo(first.x, first.y);
  for (const { x, y } of rest) context.lineTo(x, y);
  context.closePath();
  context.fill();
}

const SIZES = [4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512];

/** The next brush size in a direction. */
export function nextSize(size: number, by: 1 | -1): number {
  const found =
    by > 0 ? SIZES.find((one) => one > size) : [...SIZES].reverse().find((one) => one < size);
  return found ?? size;
}
