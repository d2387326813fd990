/** Tells what is to be read and seen in the frame on show. */

import type { Scene, TextBox } from '../contract';

/** Edges may be cut by this many film pixels before words count as clipped. */
const SLACK = 2;
const LEAST_OPACITY = 0.1;
const MOST_TEXTS = 200;

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

function overlap(a: Box, b: Box): Box {
  return {
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  };
}

function isEmpty(box: Box): boolean {
  return box.right - box.left < 1 || box.bottom - box.top < 1;
}

/** What of the stage can be seen through an element's ancestors; none if it is invisible. */
function windowOf(element: Element, root: Element): Box | null {
  let seen: Box = root.getBoundingClientRect();
  let opacity = 1;
  for (let at: Element | null = element; at; at = at.parentElement) {
    const style = getComputedStyle(at);
    opacity *= Number(style.opacity);
    if (style.visibility !== 'visible' && at === element) return null;
    if (opacity < LEAST_OPACITY || style.display === 'none') return null;
    const clips = style.overflow !== 'visible' && style.display !== 'inline' && at !== root;
    if (clips) seen = overlap(seen, at.getBoundingClientRect());
    if (at === root) return seen;
  }
  return null;
}

/** The words of a text node as the reader sees them: what stands in one element, together. */
function textsBelow(root: Element): { element: Element; text: string; box: Box }[] {
  const found = new Map<Element, { text: string; box: Box }>();
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!element || !node.textContent?.trim() || element.closest('style,script,defs')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    const before = found.get(element);
    found.set(element, {
      text: `${before?.text ?? ''}${node.textContent}`.slice(0, 500),
      box: before
        ? {
            left: Math.min(before.box.left, box.left),
            top: Math.min(before.box.top, box.top),
            right: Math.max(before.box.right, box.right),
            bottom: Math.max(before.box.bottom, box.bottom),
          }
        : box,
    });
  }
  return [...found].map(([element, value]) => ({ element, ...value }));
}

export function textBoxes(root: HTMLElement, scale: number): TextBox[] {
  const origin = root.getBoundingClientRect();
  const boxes: TextBox[] = [];
  for (const { element, text, box } of textsBelow(root).slice(0, MOST_TEXTS)) {
    const seen = windowOf(element, root);
    const part = seen && overlap(seen, box);
    if (!part || isEmpty(part)) continue; // not on show: on its way in or out
    const cut = Math.max(
      part.left - box.left,
      part.top - box.top,
      box.right - part.right,
      box.bottom - part.bottom,
    );
    boxes.push({
      text: text.trim(),
      x: Math.round((box.left - origin.left) / scale),
      y: Math.round((box.top - origin.top) / scale),
      width: Math.round((box.right - box.left) / scale),
      height: Math.round((box.bottom - box.top) / scale),
      clipped: cut / scale > SLACK,
    });
  }
  return boxes;
}

/** The name of the medium that an address stands for; a film's pictures count as the film. */
function namesOf(scene: Scene, address: string): string[] {
  return scene.film.media
    .filter(({ url, frames }) => {
      const start = frames?.url.split('%05d')[0];
      return address.includes(url) || (start !== undefined && address.includes(start));
    })
    .map((medium) => medium.name);
}

export function mediaOnShow(scene: Scene): string[] {
  const names = new Set<string>();
  for (const element of scene.root.querySelectorAll('*')) {
    const source = element.getAttribute('src') ?? element.getAttribute('href') ?? '';
    const background = getComputedStyle(element).backgroundImage;
    const address = `${source} ${background === 'none' ? '' : background}`;
    if (address.trim() === '') continue;
    const seen = windowOf(element, scene.root);
    if (!seen || isEmpty(overlap(seen, element.getBoundingClientRect()))) continue;
    for (const name of namesOf(scene, address)) names.add(name);
  }
  return [...names];
}
