/** Small drawings of how a product may be lit: one ball under four lights. */
import { type ReactNode, useId } from 'react';

const WIDTH = 60;
const HEIGHT = 32;

type Light = {
  /** Where the light falls on the ball, from 0 to 1, and how wide it spreads. */
  readonly x: number;
  readonly y: number;
  readonly spread: number;
  readonly bright: string;
  readonly dark: string;
  readonly ground: string;
  readonly shadow: string;
};

const SOFT: Light = {
  x: 0.5,
  y: 0.3,
  spread: 0.95,
  bright: '#f1eee9',
  dark: '#a19d98',
  ground: '#d9d6d1',
  shadow: '#c3bfb9',
};

const LIGHTS: Readonly<Record<string, Light>> = {
  soft: SOFT,
  dramatic: {
    x: 0.12,
    y: 0.22,
    spread: 0.72,
    bright: '#fff6e6',
    dark: '#17161a',
    ground: '#2b2a30',
    shadow: '#0e0d10',
  },
  natural: {
    x: 0.25,
    y: 0.25,
    spread: 0.9,
    bright: '#fff1cf',
    dark: '#9a8a72',
    ground: '#dfe6e3',
    shadow: '#b5bdb6',
  },
};

export function drawLight(value: string): ReactNode {
  return <LitBall value={value} />;
}

function LitBall({ value }: { value: string }): ReactNode {
  const fill = useId();
  if (value === 'rim-light') return <RimLit />;
  const light = LIGHTS[value] ?? SOFT;
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <radialGradient id={fill} cx={light.x} cy={light.y} r={light.spread}>
        <stop offset="0" stopColor={light.bright} />
        <stop offset="1" stopColor={light.dark} />
      </radialGradient>
      <rect width={WIDTH} height={HEIGHT} fill={light.ground} />
      <ellipse cx={30 + (0.5 - light.x) * 22} cy="26.5" rx="12" ry="2.4" fill={light.shadow} />
      <circle cx="30" cy="16" r="10" fill={`url(#${fill})`} />
    </svg>
  );
}

/** Lit from behind: only its edge is seen. */
function RimLit(): ReactNode {
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <rect width={WIDTH} height={HEIGHT} fill="#131318" />
      <circle cx="30" cy="16" r="10" fill="#1d1d24" />
      <path d="M22.5 9.4A10 10 0 0 1 37.5 9.4" fill="none" stroke="#e8f0ff" strokeWidth="1.6" />
      <path
        d="M22.5 9.4a10 10 0 0 0-2.4 8M37.5 9.4a10 10 0 0 1 2.4 8"
        fill="none"
        stroke="#93a7d6"
        strokeWidth="1"
      />
    </svg>
  );
}
