/** Key combinations: written once as `mod+shift+z`, matched against events, shown as this system writes them. */

export const isApple: boolean =
  typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform);

type Combination = { key: string; mod: boolean; shift: boolean; alt: boolean };

function parse(keys: string): Combination {
  const parts = keys.split('+');
  // `mod++` names the plus key itself.
  const key = keys.endsWith('+') ? '+' : (parts.at(-1) ?? '');
  return {
    key,
    mod: parts.includes('mod'),
    shift: parts.includes('shift'),
    alt: parts.includes('alt'),
  };
}

/** The key of an event without what Shift and Option do to letters and digits. */
function plainKey(event: KeyboardEvent): string {
  if (/^(Key|Digit)./.test(event.code) && (event.altKey || event.shiftKey)) {
    return event.code.replace(/^(Key|Digit)/, '').toLowerCase();
  }
  return event.key === ' ' ? 'space' : event.key.toLowerCase();
}

/** Whether an event is this combination. Signs that need Shift somewhere (`?`, `+`) match by the sign alone. */
export function matchesKeys(event: KeyboardEvent, keys: string): boolean {
  const want = parse(keys);
  const mod = isApple ? event.metaKey : event.ctrlKey;
  const other = isApple ? event.ctrlKey : event.metaKey;
  if (mod !== want.mod || other || event.altKey !== want.alt) return false;
  const isSign = want.key.length === 1 && !/[a-z0-9]/.test(want.key);
  if (isSign) return event.key === want.key;
  return event.shiftKey === want.shift && plainKey(event) === want.key;
}

const NAMES: Record<string, [apple: string, other: string]> = {
  mod: ['⌘', 'Ctrl'],
  shift: ['⇧', 'Shift'],
  alt: ['⌥', 'Alt'],
  enter: ['↵', 'Enter'],
  escape: ['Esc', 'Esc'],
  backspace: ['⌫', 'Backspace'],
  delete: ['⌦', 'Del'],
  tab: ['Tab', 'Tab'],
  space: ['Space', 'Space'],
  arrows: ['↑↓←→', '↑↓←→'],
  arrowup: ['↑', '↑'],
  arrowdown: ['↓', '↓'],
  arrowleft: ['←', '←'],
  arrowright: ['→', '→'],
  drag: ['drag', 'drag'],
  wheel: ['wheel', 'wheel'],
};

/** The combination as a person reads it, one string for each key. */
export function nameKeys(keys: string, apple: boolean = isApple): string[] {
  const parts = keys.endsWith('+')
    ? [...keys.slice(0, -1).split('+').filter(Boolean), '+']
    : keys.split('+');
  return parts.map((part) => NAMES[part]?.[apple ? 0 : 1] ?? part.toUpperCase());
}

/** For `aria-keyshortcuts`. */
export function ariaKeys(keys: string): string {
  const { key, mod, shift, alt } = parse(keys);
  const names = [mod && (isApple ? 'Meta' : 'Control'), shift && 'Shift', alt && 'Alt', key];
  return names.filter(Boolean).join('+');
}

/** Whether keys typed now belong to a text field, so that plain letters must not be commands. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !/^(checkbox|radio|range|button)$/.test(target.type);
}
