/** The libraries that code of this stage may import. */

import * as theatre from '@theatre/core';
import * as THREE from 'three';
import * as room from 'three/examples/jsm/environments/RoomEnvironment.js';
import * as parametric from 'three/examples/jsm/geometries/ParametricGeometry.js';
import * as rounded from 'three/examples/jsm/geometries/RoundedBoxGeometry.js';
import * as improved from 'three/examples/jsm/math/ImprovedNoise.js';
import * as sampler from 'three/examples/jsm/math/MeshSurfaceSampler.js';
import * as simplex from 'three/examples/jsm/math/SimplexNoise.js';
import * as composer from 'three/examples/jsm/postprocessing/EffectComposer.js';
import * as output from 'three/examples/jsm/postprocessing/OutputPass.js';
import * as pass from 'three/examples/jsm/postprocessing/RenderPass.js';
import * as shader from 'three/examples/jsm/postprocessing/ShaderPass.js';
import * as bloom from 'three/examples/jsm/postprocessing/UnrealBloomPass.js';
import * as geometry from 'three/examples/jsm/utils/BufferGeometryUtils.js';
import { importable } from '../code/importable';

const ADDONS: Record<string, object> = {
  'environments/RoomEnvironment': room,
  'geometries/ParametricGeometry': parametric,
  'geometries/RoundedBoxGeometry': rounded,
  'math/ImprovedNoise': improved,
  'math/MeshSurfaceSampler': sampler,
  'math/SimplexNoise': simplex,
  'postprocessing/EffectComposer': composer,
  'postprocessing/OutputPass': output,
  'postprocessing/RenderPass': pass,
  'postprocessing/ShaderPass': shader,
  'postprocessing/UnrealBloomPass': bloom,
  'utils/BufferGeometryUtils': geometry,
};

export function modules(): Record<string, object> {
  const all: Record<string, object> = {
    three: importable(THREE),
    '@theatre/core': importable(theatre),
  };
  for (const [name, addon] of Object.entries(ADDONS)) {
    const module = importable(addon);
    for (const place of ['three/examples/jsm', 'three/addons']) all[`${place}/${name}.js`] = module;
  }
  return all;
}
