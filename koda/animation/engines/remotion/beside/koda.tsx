/** Outside Koda: what its stage gives to code by `import … from 'koda'`. */

import type { CSSProperties } from 'react';
import { Img, Loop, OffthreadVideo, staticFile, useVideoConfig } from 'remotion';
import { mediumOf } from './tools';

export * from './tools';

export function media(name: string): string {
  return staticFile(`media/${mediumOf(name).name}`);
}

export function useMedia(name: string) {
  return { ...mediumOf(name), url: media(name) };
}

interface ClipProps {
  name: string;
  /** Seconds into the film at which it begins. */
  from?: number;
  speed?: number;
  loop?: boolean;
  style?: CSSProperties;
  className?: string;
}

/** A picture or film of `public/media`. */
export function Clip({ name, from = 0, speed = 1, loop = false, style, className }: ClipProps) {
  const { fps } = useVideoConfig();
  const medium = mediumOf(name);
  const look = { className, style: { objectFit: 'cover', ...style } as CSSProperties };
  if (medium.type === 'audio') return null;
  if (medium.type === 'image') return <Img src={media(name)} {...look} />;
  const film = (
    <OffthreadVideo
      src={media(name)}
      startFrom={Math.round(from * fps)}
      playbackRate={speed}
      muted
      {...look}
    />
  );
  if (!loop || medium.seconds <= 0) return film;
  const length = Math.max(1, Math.floor(((medium.seconds - from) / speed) * fps));
  return (
    <Loop durationInFrames={length} layout="none">
      {film}
    </Loop>
  );
}
