/** Small drawings of what a product may stand before. They are pictures of places: the same in every theme. */
import { type ReactNode, useId } from 'react';

const WIDTH = 60;
const HEIGHT = 40;

export function drawBackground(value: string): ReactNode {
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <Place value={value} />
      <Bottle isDark={value === 'studio-white' || value === 'gradient'} />
    </svg>
  );
}

/** What is sold, in the middle of each. */
function Bottle({ isDark }: { isDark: boolean }): ReactNode {
  return (
    <g fill={isDark ? '#4a4d57' : '#f4f1ea'}>
      <rect x="28" y="11" width="4" height="5" rx="1" />
      <path d="M26 19q0-3 3-3h2q3 0 3 3v11q0 2-2 2h-4q-2 0-2-2z" />
    </g>
  );
}

function Place({ value }: { value: string }): ReactNode {
  const fill = useId();
  switch (value) {
    case 'studio-white':
      return (
        <>
          <rect width={WIDTH} height={HEIGHT} fill="#f7f6f3" />
          <path d="M0 30q30-6 60 0v10H0z" fill="#e4e2dc" />
          <ellipse cx="30" cy="32.5" rx="9" ry="1.6" fill="#c9c6be" />
        </>
      );
    case 'gradient':
      return (
        <>
          <linearGradient id={fill} x1="0" y1="0" x2="1" y2="1">
            <stop offset="0" stopColor="#f5c4a6" />
            <stop offset="1" stopColor="#94a7e0" />
          </linearGradient>
          <rect width={WIDTH} height={HEIGHT} fill={`url(#${fill})`} />
        </>
      );
    case 'lifestyle':
      return (
        <>
          <rect width={WIDTH} height={HEIGHT} fill="#cdb79c" />
          <rect x="6" y="5" width="14" height="14" fill="#e9dcc6" />
          <path
            d="M50 32V22m0 4q-6-1-7-7 6 0 7 7m0-3q5-2 6-7-6 1-6 7"
            stroke="#4f6b45"
            fill="#5f7f54"
          />
          <rect y="32" width={WIDTH} height="8" fill="#7c5637" />
        </>
      );
    case 'outdoor':
      return (
        <>
          <rect width={WIDTH} height={HEIGHT} fill="#9cc3e4" />
          <circle cx="48" cy="9" r="4" fill="#fff0b8" />
          <path d="M0 28 14 15l11 10 9-6 26 13v8H0z" fill="#7f9f86" />
          <path d="M0 33q30-7 60 0v7H0z" fill="#5d8a54" />
        </>
      );
    default:
      return (
        <>
          <radialGradient id={fill} cx="0.5" cy="0.45" r="0.55">
            <stop offset="0" stopColor="#4a3f4f" />
            <stop offset="1" stopColor="#131217" />
          </radialGradient>
          <rect width={WIDTH} height={HEIGHT} fill={`url(#${fill})`} />
          <path d="M0 32h60v8H0z" fill="#0b0a0d" />
        </>
      );
  }
}
