/** Reads a `text/event-stream` body message by message. */

export type StreamMessage = { id: string | null; event: string; data: string };

/**
 * Read messages until the body ends.
 *
 * `onBytes` is called for everything that arrives, comments too: the sign of life.
 */
export async function* readEventStream(
  body: ReadableStream<Uint8Array>,
  onBytes: () => void = () => {},
): AsyncGenerator<StreamMessage> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const message = new MessageBuilder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onBytes();
      rest += decoder.decode(value, { stream: true });
      // A lone CR at the end may be the first half of CRLF: it waits for the next piece.
      const lines = rest.split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const finished = message.take(line);
        if (finished) yield finished;
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

class MessageBuilder {
  #id: string | null = null;
  #event = '';
  #data: string[] = [];

  /** Take a line; a blank one ends the message. */
  take(line: string): StreamMessage | null {
    if (line === '') return this.#finish();
    if (line.startsWith(':')) return null;
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') this.#data.push(value);
    else if (field === 'event') this.#event = value;
    else if (field === 'id') this.#id = value;
    return null;
  }

  #finish(): StreamMessage | null {
    const data = this.#data.join('\n');
    const event = this.#event || 'message';
    this.#data = [];
    this.#event = '';
    return data === '' ? null : { id: this.#id, event, data };
  }
}
