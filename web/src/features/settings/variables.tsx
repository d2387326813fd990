/** The names of variables in a sentence as code. */
export function withVariables(sentence: string) {
  return sentence
    .split(/\b([A-Z][A-Z0-9]*_[A-Z0-9_]+)\b/)
    .map((part, place) => (place % 2 === 1 ? <code key={part}>{part}</code> : part));
}
