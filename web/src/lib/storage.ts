/** Small things a person chose, kept in this browser; a browser that keeps nothing is no error. */

export function readStored(name: string): string | null {
  try {
    return localStorage.getItem(`koda.${name}`);
  } catch {
    return null;
  }
}

export function writeStored(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`koda.${name}`);
    else localStorage.setItem(`koda.${name}`, value);
  } catch {
    // Private windows may refuse: the choice then lasts as long as the page.
  }
}
