/** Which textures can be seen in what was drawn last. */

import * as THREE from 'three';

interface Drawn {
  scene: THREE.Object3D;
  camera: THREE.Camera;
}

const TEXTURES = ['map', 'emissiveMap', 'alphaMap'] as const;

function texturesOf(mesh: THREE.Mesh): THREE.Texture[] {
  const materials = [mesh.material].flat();
  const visible = materials.filter((one) => one.visible && one.opacity > 0.1);
  const maps = visible.flatMap((material) => {
    const fields = material as unknown as Record<string, unknown>;
    const uniforms = (fields.uniforms ?? {}) as Record<string, { value: unknown }>;
    return [
      ...TEXTURES.map((name) => fields[name]),
      ...Object.values(uniforms).map(({ value }) => value),
    ];
  });
  return maps.filter((one) => one instanceof THREE.Texture);
}

function isSeen(mesh: THREE.Mesh, frustum: THREE.Frustum): boolean {
  if (!mesh.frustumCulled || (mesh as THREE.InstancedMesh).isInstancedMesh) return true;
  return frustum.intersectsObject(mesh);
}

/** Remembers what a renderer draws, from one frame's beginning to its end. */
export class Shown {
  private drawn: Drawn[] = [];

  constructor(renderer: THREE.WebGLRenderer) {
    const render = renderer.render.bind(renderer);
    renderer.render = (scene, camera) => {
      this.drawn.push({ scene, camera });
      render(scene, camera);
    };
  }

  begin(): void {
    this.drawn = [];
  }

  textures(): Set<THREE.Texture> {
    const found = new Set<THREE.Texture>();
    for (const { scene, camera } of this.drawn) {
      const seen = new THREE.Matrix4().multiplyMatrices(
        camera.projectionMatrix,
        camera.matrixWorldInverse,
      );
      const frustum = new THREE.Frustum().setFromProjectionMatrix(seen);
      scene.traverseVisible((object) => {
        const mesh = object as THREE.Mesh;
        if (!mesh.material || !mesh.geometry || !isSeen(mesh, frustum)) return;
        for (const texture of texturesOf(mesh)) found.add(texture);
      });
      const { background } = scene as THREE.Scene;
      if (background instanceof THREE.Texture) found.add(background);
    }
    return found;
  }
}
