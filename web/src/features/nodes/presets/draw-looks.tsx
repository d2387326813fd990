/** The looks of the presets, drawn: the same hill, sun and tree, each in its own manner. */
import type { ReactNode } from 'react';

type Palette = {
  sky: string;
  sun: string;
  far: string;
  near: string;
  trunk: string;
  crown: string;
};

const DAY: Palette = {
  sky: '#a9d3ea',
  sun: '#ffd873',
  far: '#7fae8f',
  near: '#4f8a5e',
  trunk: '#6b4a34',
  crown: '#2f6b46',
};

/** One landscape for all; `line` draws an outline around everything. */
function land(palette: Palette, line?: { color: string; width: number }): ReactNode {
  const stroke = line ? { stroke: line.color, strokeWidth: line.width } : {};
  return (
    <g {...stroke} strokeLinejoin="round">
      <path fill={palette.sky} d="M-2-2h100v76H-2z" />
      <circle cx="68" cy="22" r="10" fill={palette.sun} />
      <path fill={palette.far} d="M-2 50q18-20 38-8 12-14 26-4 16-8 36 8v30H-2z" />
      <path fill={palette.near} d="M-2 60q30-14 54-4 22 8 46-2v20H-2z" />
      <path fill={palette.trunk} d="M27 40h4v20h-4z" />
      <circle cx="29" cy="34" r="12" fill={palette.crown} />
    </g>
  );
}

/** Places spread evenly without a pattern, the same each time. */
const spread = (count: number): readonly (readonly [number, number, number])[] =>
  Array.from({ length: count }, (_, at) => [
    (at * 61.803) % 96,
    (at * 38.197 + (at % 7) * 5) % 72,
    at,
  ]);

function dabs(): ReactNode {
  const colors = ['#8fb7d9', '#b7cfe6', '#f3d9a0', '#e9a977', '#7da37a', '#557f5c', '#c9b3d6'];
  return (
    <>
      <path fill="#a7c3da" d="M0 0h96v44H0z" />
      <path fill="#6f9a72" d="M0 42h96v30H0z" />
      {spread(150).map(([x, y, at]) => {
        const low = y > 42;
        const sun = Math.hypot(x - 68, y - 22) < 13;
        const color = sun ? colors[2 + (at % 2)] : colors[low ? 4 + (at % 3) : at % 2 ? 0 : 1];
        return (
          <ellipse
            key={at}
            cx={x}
            cy={y}
            rx="4.2"
            ry="1.8"
            fill={color}
            transform={`rotate(${low ? -12 : 18 + (at % 5) * 6} ${x} ${y})`}
          />
        );
      })}
    </>
  );
}

function city(): ReactNode {
  const towers = [
    [4, 26, 13],
    [19, 16, 11],
    [32, 32, 10],
    [52, 10, 12],
    [66, 24, 11],
    [79, 18, 14],
  ] as const;
  return (
    <>
      <path fill="#190b2e" d="M0 0h96v72H0z" />
      <circle cx="48" cy="30" r="17" fill="#ff3d9a" />
      <path stroke="#190b2e" strokeWidth="1.6" d="M28 28h40M28 33h40M28 38h40M28 43h40" />
      {towers.map(([x, y, width], at) => (
        <g key={x}>
          <path fill="#0d0719" d={`M${x} ${y}h${width}v${60 - y}h-${width}z`} />
          <path
            stroke={at % 2 ? '#21e6ff' : '#ff58c8'}
            strokeWidth="1.3"
            fill="none"
            d={`M${x + 2.5} ${y + 5}h${width - 5}M${x + 2.5} ${y + 11}h${width - 7}M${x + 2.5} ${y + 17}h${width - 6}`}
          />
        </g>
      ))}
      <path fill="#0d0719" d="M0 58h96v14H0z" />
      <path
        stroke="#21e6ff"
        strokeWidth=".9"
        opacity=".8"
        d="M0 61h96M0 65h96M0 70h96M48 58L18 72M48 58L78 72M48 58v14"
      />
    </>
  );
}

function castle(): ReactNode {
  return (
    <>
      <path fill="#2c2260" d="M0 0h96v72H0z" />
      <path fill="#5b3f97" d="M0 30q48-20 96 0v42H0z" opacity=".7" />
      <circle cx="70" cy="19" r="11" fill="#fbeec4" />
      <circle cx="66" cy="17" r="10" fill="#fff7df" opacity=".5" />
      <g fill="#fff">
        {spread(18).map(([x, y, at]) =>
          y < 34 ? <circle key={at} cx={x} cy={y} r={at % 3 ? 0.5 : 0.9} /> : null,
        )}
      </g>
      <path fill="#17123a" d="M22 60V34l4-7 4 7v8h5V26l5-9 5 9v16h5v-8l4-7 4 7v26z" />
      <g fill="#ffd873">
        <path d="M39 32h2.500v4H39zM25 42h2v3h-2zM53 42h2v3h-2z" />
      </g>
      <path fill="#3f8f8a" d="M0 62q26-12 50-3 24 8 46-2v15H0z" />
      <path fill="#8ee0d2" opacity=".6" d="M0 68q30-8 52-1 22 5 44-2v7H0z" />
    </>
  );
}

const LOOKS: Readonly<Record<string, () => ReactNode>> = {
  cinematic: () => (
    <>
      {land({
        sky: '#e58b4a',
        sun: '#ffe1a8',
        far: '#2f5a66',
        near: '#14323c',
        trunk: '#0c1d24',
        crown: '#0f2a33',
      })}
      <path fill="#000" d="M0 0h96v10H0zM0 62h96v10H0z" />
    </>
  ),
  anime: () => (
    <>
      {land(
        { ...DAY, sky: '#58b7f2', near: '#5cc46b', far: '#8fd89a', crown: '#2f9e55' },
        { color: '#24415c', width: 1 },
      )}
      <g fill="#fff">
        <path d="M6 22q1-7 8-6 4-7 11-2 7-1 7 6-1 4-6 4H12q-6 1-6-2z" />
        <path d="M74 40q1-4 5-3 3-4 7-1 5 0 4 4H77q-3 1-3 0z" opacity=".9" />
      </g>
    </>
  ),
  watercolor: () => (
    <>
      <path fill="#f8f4ea" d="M0 0h96v72H0z" />
      <g filter="url(#koda-wash)" opacity=".82">
        <path fill="#9cc8e0" d="M4 4h88v38H4z" opacity=".8" />
        <circle cx="68" cy="22" r="10" fill="#f5c85f" />
        <path fill="#8fb59a" d="M4 50q16-18 34-8 12-12 24-4 16-6 30 8v18H4z" opacity=".8" />
        <path fill="#55906b" d="M4 60q28-12 50-4 20 6 38-2v14H4z" opacity=".8" />
        <circle cx="29" cy="36" r="13" fill="#3c7d5a" opacity=".75" />
        <circle cx="34" cy="31" r="8" fill="#86b86f" opacity=".6" />
      </g>
    </>
  ),
  'oil-painting': () => (
    <g filter="url(#koda-oil)">
      {land({
        sky: '#3f6fa8',
        sun: '#f2b13c',
        far: '#8a9a4a',
        near: '#5a6b2a',
        trunk: '#4a2d1c',
        crown: '#2d4a22',
      })}
      <g fill="none" strokeLinecap="round" strokeWidth="3.4" opacity=".75">
        <path stroke="#7fa6cf" d="M2 8q14-5 30 0M40 6q14 5 28-1M6 18q14 6 30 0M78 8q8 3 16 0" />
        <path stroke="#f7d06b" d="M58 20q4-9 13-8M78 22q0 9-9 11" />
        <path stroke="#a9b45c" d="M42 46q10-8 18-2M66 46q12-4 22 3" />
        <path stroke="#83923c" d="M4 64q16-7 30-3M48 62q18 8 40 2" />
        <path stroke="#4d7033" d="M22 30q6-7 14-2M22 38q8 4 14-1" />
      </g>
    </g>
  ),
  'pencil-sketch': () => (
    <>
      <path fill="#f4f2ec" d="M0 0h96v72H0z" />
      <g fill="none" stroke="#4b4a48" strokeWidth=".9" strokeLinecap="round">
        <circle cx="68" cy="22" r="10" />
        <path d="M2 50q18-20 34-8 12-14 26-4 16-8 32 8M2 60q28-14 50-4 22 8 42-2M27 60l0-15M31 60l0-15" />
        <path d="M29 46c-9 1-14-6-11-12 1-8 10-13 17-9 8 1 10 10 6 15-2 4-7 7-12 6z" />
        <g strokeWidth=".5">
          <path d="M20 42l14-14M22 45l16-16M27 46l14-14M20 36l9-9" />
          <path d="M6 66l8-8M14 68l9-9M24 70l9-9M34 70l11-11M46 70l11-11M58 70l9-9M70 70l9-9M82 70l9-9" />
          <path d="M62 44l6-6M68 46l6-6M74 48l6-6M80 50l5-5" />
        </g>
      </g>
    </>
  ),
  cyberpunk: city,
  vintage: () => (
    <>
      {land({
        sky: '#e6d3a8',
        sun: '#f6ecd0',
        far: '#b59a6a',
        near: '#8b6f47',
        trunk: '#53402a',
        crown: '#6d5a35',
      })}
      <path fill="url(#koda-edge)" d="M0 0h96v72H0z" />
      <path fill="none" stroke="#f7efdc" strokeWidth="7" d="M2 2h92v68H2z" />
      <g fill="#fff" opacity=".35">
        {spread(26).map(([x, y, at]) => (
          <circle key={at} cx={x} cy={y} r=".5" />
        ))}
      </g>
    </>
  ),
  minimalist: () => (
    <>
      <path fill="#f1eee8" d="M0 0h96v72H0z" />
      <circle cx="62" cy="30" r="11" fill="#e2573f" />
      <path stroke="#22262b" strokeWidth="1.4" d="M10 56h76" />
    </>
  ),
  fantasy: castle,
  photorealistic: () => (
    <>
      <path fill="url(#koda-sky)" d="M0 0h96v72H0z" />
      <circle cx="68" cy="24" r="18" fill="#fff3cf" opacity=".35" />
      <circle cx="68" cy="24" r="9" fill="#fff6dc" />
      <path fill="#8ba39c" d="M0 48q12-14 24-6 14-16 30-2 20-10 42 6v26H0z" opacity=".75" />
      <path fill="url(#koda-grass)" d="M0 58q30-12 52-3 22 7 44-2v19H0z" />
      <path fill="#3d3026" d="M27.5 40h3l1 20h-5z" />
      <circle cx="29" cy="33" r="12" fill="url(#koda-leaves)" />
      <ellipse cx="34" cy="61" rx="14" ry="2" fill="#000" opacity=".25" />
    </>
  ),
  'comic-book': () => (
    <>
      {land(
        {
          sky: '#ffd23f',
          sun: '#f2542d',
          far: '#4ea5d9',
          near: '#2a6f97',
          trunk: '#7a3e1d',
          crown: '#2fae5f',
        },
        { color: '#101014', width: 2.2 },
      )}
      <path fill="url(#koda-dots)" d="M0 0h96v40H0z" />
      <path
        fill="#fff"
        stroke="#101014"
        strokeWidth="1.8"
        d="M8 8h26q3 0 3 3v7q0 3-3 3H20l-5 6v-6H8q-3 0-3-3v-7q0-3 3-3z"
      />
      <path fill="#101014" d="M11 12h20v1.800H11zM11 16h14v1.800H11z" />
    </>
  ),
  impressionist: dabs,
};

/** Gradients and filters that the looks share; drawn once per picture. */
export function LookTools(): ReactNode {
  return (
    <defs>
      <filter id="koda-wash">
        <feTurbulence baseFrequency=".06" numOctaves="2" seed="4" />
        <feDisplacementMap in="SourceGraphic" scale="5" />
      </filter>
      <filter id="koda-oil">
        <feTurbulence baseFrequency=".12 .05" numOctaves="2" seed="9" />
        <feDisplacementMap in="SourceGraphic" scale="4" />
      </filter>
      <radialGradient id="koda-edge">
        <stop offset=".55" stopColor="#4a2f12" stopOpacity="0" />
        <stop offset="1" stopColor="#4a2f12" stopOpacity=".55" />
      </radialGradient>
      <linearGradient id="koda-sky" x2="0" y2="1">
        <stop stopColor="#5f93c4" />
        <stop offset=".6" stopColor="#dbe6e6" />
        <stop offset="1" stopColor="#f3e3c7" />
      </linearGradient>
      <linearGradient id="koda-grass" x2="0" y2="1">
        <stop stopColor="#7c9a55" />
        <stop offset="1" stopColor="#3f5a30" />
      </linearGradient>
      <radialGradient id="koda-leaves" cx=".65" cy=".3">
        <stop stopColor="#86a95a" />
        <stop offset="1" stopColor="#2b4a2a" />
      </radialGradient>
      <pattern id="koda-dots" width="5" height="5" patternUnits="userSpaceOnUse">
        <circle cx="1.5" cy="1.5" r="1" fill="#f2542d" opacity=".55" />
      </pattern>
    </defs>
  );
}

/** A look's picture; none for an unknown one. */
export const drawLook = (id: string): ReactNode => LOOKS[id]?.() ?? null;
