/** The secret in what a person pasted: the token of an address, or the words as they are. */
export function secretIn(typed: string): string {
  const text = typed.trim();
  if (!/^https?:\/\//i.test(text)) return text;
  try {
    return new URL(text).searchParams.get('token') ?? text;
  } catch {
    return text;
  }
}
