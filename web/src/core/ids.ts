/** Ids are made where the thing is made: a prefix and 16 random characters of `0-9a-z` (D6). */

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';

function random(length: number): string {
  // 252 = 7 × 36: larger bytes are thrown away, so that every character is equally likely.
  let text = '';
  while (text.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length * 2))) {
      if (byte < 252 && text.length < length) text += ALPHABET[byte % 36];
    }
  }
  return text;
}

export const newNodeId = (): string => `n_${random(16)}`;
export const newEdgeId = (): string => `e_${random(16)}`;
/** A key that makes a request happen once. */
export const newKey = (): string => `k_${random(24)}`;
export const newTabId = (): string => `t_${random(16)}`;
