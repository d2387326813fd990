/** Masks as pictures: white where something is to change, black elsewhere. */
import { drawStrokes, type Stroke } from './strokes';

export type Size = { readonly width: number; readonly height: number };

/** What is painted on while working is at most this wide or high; the file has the picture's size. */
const MOST_WORKING = 2048;

export const workingScale = ({ width, height }: Size): number =>
  Math.min(1, MOST_WORKING / Math.max(width, height));

export function workingSize(size: Size): Size {
  const scale = workingScale(size);
  return { width: Math.round(size.width * scale), height: Math.round(size.height * scale) };
}

/** Turn a mask's picture into paint: as opaque as it is bright. */
export function readMask(image: CanvasImageSource, size: Size, color: string): HTMLCanvasElement {
  const canvas = newCanvas(size);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return canvas;
  context.drawImage(image, 0, 0, size.width, size.height);
  const pixels = context.getImageData(0, 0, size.width, size.height);
  const { data } = pixels;
  for (let at = 0; at < data.length; at += 4) {
    const bright = ((data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0)) / 3;
    data[at + 3] = (bright * (data[at + 3] ?? 0)) / 255;
  }
  context.putImageData(pixels, 0, 0);
  context.globalCompositeOperation = 'source-in';
  context.fillStyle = color;
  context.fillRect(0, 0, size.width, size.height);
  return canvas;
}

/** The mask as a PNG file of the picture's size. */
export async function writeMask(
  size: Size,
  base: CanvasImageSource | null,
  strokes: readonly Stroke[],
): Promise<File> {
  const paint = newCanvas(size);
  const context = paint.getContext('2d');
  const whole = newCanvas(size);
  const ground = whole.getContext('2d');
  if (!context || !ground) throw new Error('this browser cannot paint');
  if (base) context.drawImage(readMask(base, size, '#fff'), 0, 0);
  drawStrokes(context, strokes, 1, '#fff');
  ground.fillStyle = '#000';
  ground.fillRect(0, 0, size.width, size.height);
  ground.drawImage(paint, 0, 0);
  const blob = await new Promise<Blob | null>((resolve) => whole.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('the picture is too large to paint on in this browser');
  return new File([blob], 'mask.png', { type: 'image/png' });
}

export function newCanvas({ width, height }: Size): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width));
  canvas.height = Math.max(1, Math.round(height));
  return canvas;
}

/** A picture that is decoded, or none if it cannot be had. */
export async function loadPicture(address: string): Promise<HTMLImageElement | null> {
  const image = new Image();
  image.src = `${address}?direct=0`; // a picture from another origin would lock the canvas
  try {
    await image.decode();
    return image;
  } catch {
    return null;
  }
}
