// @vitest-environment node
import { expect, it } from 'vitest';
import { Doc } from 'yjs';
import { MemoryStore } from '@/sync/local-store';
import { Outbox } from '@/sync/outbox';

const edits = (count: number): Uint8Array[] => {
  const doc = new Doc();
  const made: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => made.push(update));
  for (let at = 0; at < count; at++) doc.getMap('m').set('at', at);
  return made;
};

it('sends an edit that is made on hearing that all was sent', async () => {
  const [first, second] = edits(2) as [Uint8Array, Uint8Array];
  let sent = 0;
  const outbox = new Outbox({
    canvas: 'c',
    tab: 't',
    store: new MemoryStore(),
    send: async () => ++sent,
    onAcknowledged: () => {},
    onRefused: async () => [],
    onChange: () => {
      if (sent === 1 && outbox.state.waiting === 0) queueMicrotask(() => outbox.push(second));
    },
  });
  outbox.push(first);
  await outbox.settled();
  await expect.poll(() => [sent, outbox.state.waiting]).toEqual([2, 0]);
  outbox.close();
});
