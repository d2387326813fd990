/** Keyframes in a few words, made into the state that Theatre.js keeps them in. */

/** What happens on the way to the next key. */
type KeyEase = 'linear' | 'in' | 'out' | 'inOut' | 'hold';
export type Key = [seconds: number, value: number, ease?: KeyEase];
export type Tracks = Record<string, Record<string, Key[]>>;

/** Handles of the curve between two keys: leaving the first, coming to the second. */
const HANDLES: Record<KeyEase, [number, number, number, number]> = {
  linear: [0.33, 0.33, 0.67, 0.67],
  in: [0.55, 0, 1, 0.45],
  out: [0, 0.55, 0.45, 1],
  inOut: [0.65, 0, 0.35, 1],
  hold: [0.33, 0, 0.67, 1],
};

function keyframes(keys: Key[], id: string) {
  const sorted = [...keys].sort(([a], [b]) => a - b);
  return sorted.map(([position, value, ease = 'inOut'], index) => {
    const [leaveX, leaveY] = HANDLES[ease];
    const [, , comeX, comeY] = HANDLES[sorted[index - 1]?.[2] ?? 'inOut'];
    return {
      id: `${id}-${index}`,
      position,
      value,
      type: ease === 'hold' ? 'hold' : 'bezier',
      connectedRight: ease !== 'hold',
      handles: [comeX, comeY, leaveX, leaveY],
    };
  });
}

function tracksOf(name: string, props: Record<string, Key[]>) {
  const trackData: Record<string, object> = {};
  const trackIdByPropPath: Record<string, string> = {};
  for (const [prop, keys] of Object.entries(props)) {
    const id = `${name}.${prop}`;
    trackIdByPropPath[JSON.stringify([prop])] = id;
    trackData[id] = {
      type: 'BasicKeyframedTrack',
      __debugName: id,
      keyframes: keyframes(keys, id),
    };
  }
  return { trackData, trackIdByPropPath };
}

/** The state of a project with one sheet, as `getProject` takes it. */
export function stateOf(sheet: string, tracks: Tracks, seconds: number): object {
  const objects = Object.entries(tracks).map(([name, props]) => [name, tracksOf(name, props)]);
  return {
    sheetsById: {
      [sheet]: {
        staticOverrides: { byObject: {} },
        sequence: {
          type: 'PositionalSequence',
          length: seconds,
          subUnitsPerUnit: 60,
          tracksByObject: Object.fromEntries(objects),
        },
      },
    },
    definitionVersion: '0.4.0',
    revisionHistory: ['koda'],
  };
}

/** Values before any key is read: each track's first. */
export function firstValues(props: Record<string, Key[]>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(props).map(([prop, keys]) => [
      prop,
      [...keys].sort(([a], [b]) => a - b)[0]?.[1] ?? 0,
    ]),
  );
}
