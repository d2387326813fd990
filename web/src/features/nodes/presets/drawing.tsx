/** The picture of a preset, by the parameter it is a value of. */
import type { ReactNode } from 'react';
import { drawLook, LookTools } from './draw-looks';
import { drawPerson } from './draw-people';
import { drawAngle, drawLens } from './draw-views';

const DRAW: Readonly<Record<string, (id: string) => ReactNode>> = {
  character_preset: drawPerson,
  style_preset: drawLook,
  angle_preset: drawAngle,
  lens_preset: drawLens,
};

type Props = { parameter: string; value: string; className?: string | undefined };

export function Drawing({ parameter, value, className }: Props): ReactNode {
  return (
    <svg
      className={className}
      viewBox="0 0 96 72"
      aria-hidden="true"
      preserveAspectRatio="xMidYMid slice"
    >
      {parameter === 'style_preset' ? <LookTools /> : null}
      {DRAW[parameter]?.(value) ?? null}
    </svg>
  );
}
