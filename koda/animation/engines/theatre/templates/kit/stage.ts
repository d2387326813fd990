/** What the stage gives to code, and what a scene gives back. */

import type * as THREE from 'three';
import type { Scene } from './types';

export type Key = [
  seconds: number,
  value: number,
  ease?: 'linear' | 'in' | 'out' | 'inOut' | 'hold',
];
export type Tracks = Record<string, Record<string, Key[]>>;

export interface Stage {
  renderer: THREE.WebGLRenderer;
  overlay: HTMLDivElement;
  width: number;
  height: number;
  fps: number;
  frames: number;
  seconds: number;
  texture(name: string, place?: { begin?: number }): Promise<THREE.Texture>;
  sheet(tracks: Tracks): { at(seconds: number): Record<string, Record<string, number>> };
}

/** A scene that can be drawn at any of its frames. */
export interface World {
  scene: THREE.Scene;
  camera: THREE.PerspectiveCamera;
  /** Holds the scene's words, over the picture. */
  layer: HTMLDivElement;
  /** `frame` counts from the scene's first. */
  update(frame: number): void;
}

export type Build = (stage: Stage, scene: Scene) => Promise<World>;
