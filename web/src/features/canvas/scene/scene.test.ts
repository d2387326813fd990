import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intersects, type Rect, TITLE_HEIGHT } from './geometry';
import { edge, node } from './sample';
import { curveBox, Scene, type SceneChanges, type SceneEdge, type SceneNode } from './scene';

const coordinate = fc.integer({ min: -60_000, max: 60_000 });
const length = fc.oneof(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 40_000 }));
const id = fc.integer({ min: 0, max: 25 }).map((number) => `n_${number}`);
const someNode = fc
  .record({
    id,
    x: coordinate,
    y: coordinate,
    width: length,
    height: length,
    z: fc.integer({ min: -1, max: 2 }),
  })
  .map((fields) => node(fields));
const someEdge = fc
  .record({
    id: fc.integer({ min: 0, max: 25 }).map((number) => `e_${number}`),
    source: id,
    target: id,
  })
  .map((fields) => edge(fields));
const step = fc.oneof(
  fc.record({ nodes: fc.array(someNode, { maxLength: 6 }) }),
  fc.record({ edges: fc.array(someEdge, { maxLength: 6 }) }),
  fc.record({ removedNodes: fc.array(id, { maxLength: 3 }) }),
  fc.record({
    removedEdges: fc.array(
      someEdge.map((one) => one.id),
      { maxLength: 3 },
    ),
  }),
);
const steps = fc.array(step, { maxLength: 30 });
const area = fc.record({ x: coordinate, y: coordinate, width: length, height: length });

/** The same scene without any index. */
class Plain {
  nodes = new Map<string, SceneNode>();
  edges = new Map<string, SceneEdge>();

  apply(changes: SceneChanges): void {
    for (const one of changes.removedEdges ?? []) {
      this.edges.delete(one);
    }
    for (const one of changes.removedNodes ?? []) {
      const gone = this.nodes.has(one) || [...this.edges.values()].some((e) => touches(e, one));
      this.nodes.delete(one);
      for (const e of gone ? [...this.edges.values()] : []) {
        if (touches(e, one)) {
          this.edges.delete(e.id);
        }
      }
    }
    for (const one of changes.nodes ?? []) {
      this.nodes.set(one.id, one);
    }
    for (const one of changes.edges ?? []) {
      this.edges.set(one.id, one);
    }
  }
}

function touches(one: SceneEdge, name: string): boolean {
  return one.source === name || one.target === name;
}

function box(one: SceneNode): Rect {
  return { x: one.x, y: one.y - TITLE_HEIGHT, width: one.width, height: one.height + TITLE_HEIGHT };
}

function built(changes: readonly SceneChanges[]): { scene: Scene; plain: Plain } {
  const scene = new Scene();
  const plain = new Plain();
  for (const change of changes) {
    scene.apply(change);
    plain.apply(change);
  }
  return { scene, plain };
}

const ids = (things: Iterable<{ id: string }>): string[] =>
  [...things].map((thing) => thing.id).sort();

describe('Scene', () => {
  it('finds the nodes that looking at each one finds', () => {
    fc.assert(
      fc.property(steps, area, (changes, rect) => {
        const { scene, plain } = built(changes);
        const expected = [...plain.nodes.values()].filter((one) => intersects(box(one), rect));
        expect(ids(scene.nodesIn(rect))).toEqual(ids(expected));
        expect(scene.nodeCount).toBe(plain.nodes.size);
      }),
    );
  });

  it('finds the edges that looking at each one finds, whatever came first', () => {
    fc.assert(
      fc.property(steps, area, (changes, rect) => {
        const { scene, plain } = built(changes);
        const expected = [...plain.edges.values()].filter((one) => {
          const ends = scene.ends(one);
          return ends !== undefined && intersects(curveBox(ends), rect);
        });
        expect(ids(scene.edgesIn(rect))).toEqual(ids(expected));
        expect(scene.edgeCount).toBe(plain.edges.size);
      }),
    );
  });

  it('knows its bounds after any changes', () => {
    fc.assert(
      fc.property(steps, (changes) => {
        const { scene, plain } = built(changes);
        const boxes = [...plain.nodes.values()].map(box);
        const bounds = scene.bounds();
        if (boxes.length === 0) {
          expect(bounds).toBeUndefined();
          return;
        }
        const x = Math.min(...boxes.map((one) => one.x));
        const right = Math.max(...boxes.map((one) => one.x + one.width));
        const y = Math.min(...boxes.map((one) => one.y));
        const bottom = Math.max(...boxes.map((one) => one.y + one.height));
        expect(bounds).toEqual({ x, y, width: right - x, height: bottom - y });
      }),
    );
  });

  it('gives the nearest nodes first', () => {
    fc.assert(
      fc.property(steps, area, fc.integer({ min: 1, max: 10 }), (changes, rect, limit) => {
        const { scene } = built(changes);
        const far = (one: SceneNode): number =>
          Math.hypot(
            one.x + one.width / 2 - rect.x - rect.width / 2,
            one.y + one.height / 2 - rect.y - rect.height / 2,
          );
        const expected = scene
          .nodesIn(rect)
          .map(far)
          .sort((one, other) => one - other);
        const found = scene.nearest(rect, limit).map(far);
        expect(found.length).toBe(Math.min(limit, expected.length));
        for (const [index, distance] of found.entries()) {
          expect(distance).toBeCloseTo(expected[index] ?? -1, 6);
        }
      }),
    );
  });

  it('gives the highest of the nodes under a point', () => {
    const scene = new Scene();
    scene.apply({
      nodes: [node({ id: 'top', z: 1 }), node({ id: 'low' }), node({ id: 'group', z: -1 })],
    });
    expect(scene.nodeAt({ x: 10, y: 10 })?.id).toBe('top');
    expect(scene.nodeAt({ x: 10, y: -TITLE_HEIGHT / 2 })?.id).toBe('top');
    expect(scene.nodeAt({ x: -10, y: 10 })).toBeUndefined();
  });

  it('moves edges with their nodes and takes them away with them', () => {
    const scene = new Scene();
    scene.apply({
      nodes: [node({ id: 'a' }), node({ id: 'b', x: 1_000 })],
      edges: [edge({ id: 'e', source: 'a', target: 'b' })],
    });
    scene.patchNode('b', { x: 50_000 });
    expect(ids(scene.edgesIn({ x: 40_000, y: 0, width: 10, height: 200 }))).toEqual(['e']);
    scene.removeNode('a');
    expect(scene.edge('e')).toBeUndefined();
    expect(scene.edgesOf('b').size).toBe(0);
  });

  it('tells a copy enough to stay equal', () => {
    fc.assert(
      fc.property(steps, steps, (before, after) => {
        const { scene } = built(before);
        const copy = new Scene();
        copy.apply(scene.all());
        scene.subscribe((changes) => copy.apply(changes));
        for (const change of after) {
          scene.apply(change);
        }
        expect(ids(copy.all().nodes ?? [])).toEqual(ids(scene.all().nodes ?? []));
        expect(ids(copy.all().edges ?? [])).toEqual(ids(scene.all().edges ?? []));
      }),
    );
  });
});
