/** Turns many questions for one thing into few questions for many. */

/** `many` gives what it finds, by id; what it does not find rejects with `missing`. */
export function gather<Found>(
  many: (ids: readonly string[]) => Promise<ReadonlyMap<string, Found>>,
  missing: (id: string) => Error,
  most = 100,
): (id: string) => Promise<Found> {
  type Waiting = { take: (found: Found) => void; refuse: (error: unknown) => void };
  let waiting = new Map<string, Waiting[]>();

  const ask = (asked: ReadonlyMap<string, Waiting[]>): void => {
    many([...asked.keys()]).then(
      (found) => {
        for (const [id, them] of asked) {
          const one = found.get(id);
          for (const { take, refuse } of them) {
            if (one === undefined) refuse(missing(id));
            else take(one);
          }
        }
      },
      (error: unknown) => {
        for (const them of asked.values()) for (const { refuse } of them) refuse(error);
      },
    );
  };
  const askAll = (): void => {
    const all = [...waiting];
    waiting = new Map();
    for (let start = 0; start < all.length; start += most) {
      ask(new Map(all.slice(start, start + most)));
    }
  };
  return (id) =>
    new Promise((take, refuse) => {
      // After all that is mounted now has asked.
      if (waiting.size === 0) setTimeout(askAll);
      waiting.set(id, [...(waiting.get(id) ?? []), { take, refuse }]);
    });
}
