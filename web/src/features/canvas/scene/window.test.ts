import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type View, visibleRect } from './camera';
import { intersects, TITLE_HEIGHT } from './geometry';
import { node } from './sample';
import { Scene } from './scene';
import { MountWindow, WINDOW_LIMITS } from './window';

const NOBODY: ReadonlySet<string> = new Set();

/** Cards of 280 × 200 in rows, 100 units apart. */
function rows(count: number, columns = 40): Scene {
  const scene = new Scene();
  const nodes = Array.from({ length: count }, (_, index) =>
    node({ id: `n_${index}`, x: (index % columns) * 380, y: Math.floor(index / columns) * 300 }),
  );
  scene.apply({ nodes });
  return scene;
}

function view(fields: Partial<View> = {}): View {
  return { x: -2_000, y: -1_500, zoom: 1, width: 1_440, height: 900, ...fields };
}

function settle(window: MountWindow, scene: Scene, at: View, sticky = NOBODY): ReadonlySet<string> {
  for (let frame = 0; frame < 100; frame += 1) {
    window.step({ scene, view: at, sticky, moving: false });
    if (window.settled) {
      return window.mounted;
    }
  }
  throw new Error('never settled');
}

describe('MountWindow', () => {
  it('mounts a small canvas whole, at any zoom, and keeps doing so while it grows a little', () => {
    const scene = rows(WINDOW_LIMITS.all);
    const window = new MountWindow();
    expect(
      window.step({ scene, view: view({ zoom: 0.1 }), sticky: NOBODY, moving: false }).size,
    ).toBe(50);
    scene.upsertNode(node({ id: 'one more' }));
    expect(
      window.step({ scene, view: view({ zoom: 0.1 }), sticky: NOBODY, moving: false }).size,
    ).toBe(51);
    expect(
      new MountWindow().step({ scene, view: view({ zoom: 0.1 }), sticky: NOBODY, moving: false })
        .size,
    ).toBe(0);
  });

  it('never mounts more than its limit, nor more per frame than its budget', () => {
    const motion = fc.record({
      x: fc.integer({ min: -15_000, max: 500 }),
      y: fc.integer({ min: -8_000, max: 500 }),
      zoom: fc.double({ min: 0.05, max: 3, noNaN: true }),
      moving: fc.boolean(),
      sticky: fc.array(
        fc.integer({ min: 0, max: 999 }).map((index) => `n_${index}`),
        { maxLength: 400 },
      ),
    });
    const scene = rows(1_000);
    fc.assert(
      fc.property(fc.array(motion, { maxLength: 25 }), (frames) => {
        const window = new MountWindow();
        for (const { x, y, zoom, moving, sticky } of frames) {
          const before = window.mounted;
          const after = window.step({
            scene,
            view: view({ x, y, zoom }),
            sticky: new Set(sticky),
            moving,
          });
          const added = [...after].filter((id) => !before.has(id));
          expect(after.size).toBeLessThanOrEqual(WINDOW_LIMITS.most);
          expect(added.length).toBeLessThanOrEqual(
            moving ? WINDOW_LIMITS.moving : WINDOW_LIMITS.resting,
          );
        }
      }),
      { numRuns: 40 },
    );
  });

  it('mounts just what is in view when that is few', () => {
    const scene = rows(1_000);
    const at = view();
    const rect = visibleRect(at);
    const expected = [...scene.ids()].filter((id) => {
      const one = scene.node(id) ?? node({ id });
      return intersects(
        { ...one, y: one.y - TITLE_HEIGHT, height: one.height + TITLE_HEIGHT },
        rect,
      );
    });
    expect([...settle(new MountWindow(), scene, at)].sort()).toEqual(expected.sort());
  });

  it('begins with the nearest', () => {
    const scene = rows(1_000);
    const first = new MountWindow({ ...WINDOW_LIMITS, resting: 2 }).step({
      scene,
      view: view(),
      sticky: NOBODY,
      moving: false,
    });
    const nearest = scene.nearest(visibleRect(view()), 2).map((one) => one.id);
    expect([...first].sort()).toEqual(nearest.sort());
  });

  it('mounts nothing where cards are unreadable, except what a person works on in view', () => {
    const scene = rows(1_000);
    const far = view({ x: 0, y: 0, zoom: 0.2 });
    expect(settle(new MountWindow(), scene, far).size).toBe(0);
    const seen = scene.nodesIn(visibleRect(far))[0]?.id ?? '';
    expect([...settle(new MountWindow(), scene, far, new Set([seen, 'n_999', 'gone']))]).toEqual([
      seen,
    ]);
  });

  it('keeps what it mounted between the two zooms, and begins only at the nearer one', () => {
    const scene = rows(1_000);
    const between = view({ zoom: (WINDOW_LIMITS.readable + WINDOW_LIMITS.unreadable) / 2 });
    expect(settle(new MountWindow(), scene, between).size).toBe(0);
    const window = new MountWindow();
    settle(window, scene, view({ zoom: WINDOW_LIMITS.readable }));
    expect(settle(window, scene, between).size).toBeGreaterThan(0);
  });

  it('mounts each card once while the view shakes', () => {
    const scene = rows(1_000);
    const window = new MountWindow();
    const still = new Set(settle(window, scene, view()));
    let mounts = 0;
    for (let frame = 0; frame < 40; frame += 1) {
      const before = window.mounted;
      const after = settle(window, scene, view({ x: -2_000 + (frame % 2) * 120 }));
      mounts += [...after].filter((id) => !before.has(id)).length;
      for (const id of still) {
        expect(after.has(id)).toBe(true);
      }
    }
    expect(mounts).toBeLessThanOrEqual(8);
  });

  it('changes nothing while the view moves, and catches up when it rests', () => {
    const scene = rows(1_000);
    const window = new MountWindow();
    const before = settle(window, scene, view());
    const away = view({ x: -9_000 });
    expect(window.step({ scene, view: away, sticky: NOBODY, moving: true })).toBe(before);
    expect(window.settled).toBe(false);
    const after = settle(window, scene, away);
    expect([...after].some((id) => before.has(id))).toBe(false);
  });

  it('lets go of removed nodes even while the view moves', () => {
    const scene = rows(1_000);
    const window = new MountWindow();
    const gone = [...settle(window, scene, view())][0] ?? '';
    scene.removeNode(gone);
    expect(window.step({ scene, view: view(), sticky: NOBODY, moving: true }).has(gone)).toBe(
      false,
    );
  });

  it('gives the same set while nothing changes', () => {
    const scene = rows(1_000);
    const window = new MountWindow();
    const settled = settle(window, scene, view());
    expect(window.step({ scene, view: view({ x: -2_001 }), sticky: NOBODY, moving: true })).toBe(
      settled,
    );
  });

  it('mounts selected cards before nearer ones', () => {
    const scene = rows(1_000);
    const seen = scene.nearest(visibleRect(view()), 100);
    const furthest = seen.at(-1)?.id ?? '';
    const mounted = new MountWindow().step({
      scene,
      view: view(),
      sticky: new Set([furthest]),
      moving: false,
    });
    expect(mounted.has(furthest)).toBe(true);
  });
});
