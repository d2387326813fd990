/** Shows a picture or film of the canvas, the film exactly at the frame. */

import { type CSSProperties, useLayoutEffect, useRef } from 'react';
import { useCurrentFrame, useVideoConfig } from 'remotion';
import type { Medium, Scene } from '../contract';
import { filmTime, frameUrl } from '../page/media';
import { prepared, stand } from '../page/video';
import { useScene } from './scene';

export interface ClipProps {
  name: string;
  /** Seconds into the film at which it begins. */
  from?: number;
  speed?: number;
  loop?: boolean;
  style?: CSSProperties;
  className?: string;
}

type Look = Pick<ClipProps, 'style' | 'className'>;

function Seeking(props: { scene: Scene; medium: Medium; at: number; speed: number; look: Look }) {
  const { scene, medium, at, speed, look } = props;
  const element = useRef<HTMLVideoElement>(null);
  useLayoutEffect(() => {
    if (element.current) void stand(scene, prepared(element.current), at, speed);
  }, [scene, at, speed]);
  useLayoutEffect(() => {
    const video = element.current;
    return () => video?.pause();
  }, []);
  return <video ref={element} src={medium.url} muted {...look} />;
}

export function Clip({ name, from = 0, speed = 1, loop = false, ...look }: ClipProps) {
  const scene = useScene();
  const frame = useCurrentFrame();
  const { fps } = useVideoConfig();
  const medium = scene.medium(name);
  if (medium.type === 'audio') return null;
  const style = { objectFit: 'cover', ...look.style } as const;
  if (medium.type === 'image') return <img src={medium.url} alt="" {...look} style={style} />;
  const at = filmTime(medium, from + (frame / fps) * speed, loop);
  const still = frameUrl(medium, at);
  if (still) return <img src={still} alt="" decoding="sync" {...look} style={style} />;
  return <Seeking scene={scene} medium={medium} at={at} speed={speed} look={{ ...look, style }} />;
}
