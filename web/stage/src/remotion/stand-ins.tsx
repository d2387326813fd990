/** Parts of Remotion that would ask its renderer or the network, drawn by the page instead. */

import type { CSSProperties, ImgHTMLAttributes } from 'react';
import { useVideoConfig } from 'remotion';
import { KnownFault } from '../code/fault';
import type { Scene } from '../contract';
import { Clip } from './clip';
import { useScene } from './scene';

/** Those of Remotion's props that make a difference in a silent frame; frames of the composition. */
interface VideoProps {
  src: string;
  startFrom?: number;
  trimBefore?: number;
  playbackRate?: number;
  loop?: boolean;
  style?: CSSProperties;
  className?: string;
}

function Img({ src, alt = '', ...rest }: ImgHTMLAttributes<HTMLImageElement>) {
  const { onError: _, ...plain } = rest;
  // Named by Remotion, unknown to the element.
  for (const key of ['pauseWhenLoading', 'maxRetries', 'delayRenderTimeoutInMilliseconds']) {
    delete (plain as Record<string, unknown>)[key];
  }
  return <img src={src} alt={alt} decoding="sync" {...plain} />;
}

function Silent() {
  return null;
}

function Video({ src, startFrom, trimBefore, playbackRate, loop, ...look }: VideoProps) {
  const { fps } = useVideoConfig();
  const medium = useScene().film.media.find((one) => one.url === src);
  if (!medium) {
    const message = `A film shown is none of the project's media: ${String(src).slice(0, 100)}`;
    throw new KnownFault({ code: 'missing_media', message, is_sure: true });
  }
  const { style = {}, className = '' } = look;
  const from = (trimBefore ?? startFrom ?? 0) / fps;
  return (
    <Clip
      name={medium.name}
      from={from}
      speed={playbackRate ?? 1}
      loop={loop ?? false}
      style={style}
      className={className}
    />
  );
}

export function standIns(scene: Scene): Record<string, unknown> {
  return {
    Img,
    Video,
    Html5Video: Video,
    OffthreadVideo: Video,
    Audio: Silent,
    Html5Audio: Silent,
    staticFile: (path: string) => scene.medium(path.replace(/^\/?(?:media\/)?/, '')).url,
  };
}
