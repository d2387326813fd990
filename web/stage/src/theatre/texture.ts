/** Pictures and films of the canvas as textures; films stand where the frame needs them. */

import * as THREE from 'three';
import type { Medium, Scene } from '../contract';
import { filmTime, frameUrl, picture } from '../page/media';
import { prepared, stand } from '../page/video';

export interface FilmPlace {
  /** Seconds of the animation at which the film begins. */
  begin?: number;
  /** Seconds into the film at which it begins. */
  from?: number;
  speed?: number;
  loop?: boolean;
}

/** Puts a film's texture to a second of the animation. */
type Follow = (seconds: number) => Promise<void>;

function ready(texture: THREE.Texture): THREE.Texture {
  texture.colorSpace = THREE.SRGBColorSpace;
  texture.needsUpdate = true;
  return texture;
}

async function byPictures(medium: Medium, texture: THREE.Texture, at: number): Promise<void> {
  const url = frameUrl(medium, at);
  if (!url || (texture.image as HTMLImageElement | null)?.src === url) return;
  texture.image = await picture(url, medium.name, false);
  texture.needsUpdate = true;
}

function videoOf(medium: Medium): Promise<HTMLVideoElement> {
  const video = prepared(document.createElement('video'));
  video.src = medium.url;
  return new Promise((resolve, reject) => {
    video.onloadeddata = () => resolve(video);
    video.onerror = () => reject(new Error(`The film '${medium.name}' cannot be shown.`));
  });
}

async function filmTexture(scene: Scene, medium: Medium): Promise<[THREE.Texture, typeof set]> {
  const video = medium.frames ? null : await videoOf(medium);
  const texture = video ? new THREE.VideoTexture(video) : new THREE.Texture();
  async function set(at: number, speed: number): Promise<void> {
    if (!video) return byPictures(medium, texture, at);
    await stand(scene, video, at, speed);
    texture.needsUpdate = true;
  }
  await set(0, 1);
  return [ready(texture), set];
}

/** The textures of one open film. */
export class Textures {
  private readonly names = new Map<THREE.Texture, string>();
  private readonly follows: Follow[] = [];

  constructor(private readonly scene: Scene) {}

  async texture(name: string, place: FilmPlace = {}): Promise<THREE.Texture> {
    const medium = this.scene.medium(name);
    const made =
      medium.type === 'video'
        ? await this.film(medium, place)
        : ready(new THREE.Texture(await picture(medium.url, name)));
    this.names.set(made, name);
    return made;
  }

  private async film(medium: Medium, place: FilmPlace): Promise<THREE.Texture> {
    const { begin = 0, from = 0, speed = 1, loop = true } = place;
    const [texture, set] = await filmTexture(this.scene, medium);
    this.follows.push((seconds) =>
      set(filmTime(medium, from + (seconds - begin) * speed, loop), speed),
    );
    return texture;
  }

  async follow(seconds: number): Promise<void> {
    await Promise.all(this.follows.map((one) => one(seconds)));
  }

  nameOf(texture: THREE.Texture): string | undefined {
    return this.names.get(texture);
  }
}
