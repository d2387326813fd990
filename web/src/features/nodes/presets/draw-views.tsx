/** Camera angles and lenses, drawn: a figure in red as that camera sees it. */
import type { ReactNode } from 'react';

const SKY = '#dfe7ee';
const FLOOR = '#b9c4cf';
const DEEP = '#93a2b1';
const COAT = '#d8543f';
const DARK = '#a83c2b';
const SKIN = '#f0c8a4';
const HAIR = '#3b2a24';
const INK = '#4a5a6a';

function room(horizon: number): ReactNode {
  return (
    <>
      <path fill={SKY} d="M0 0h96v72H0z" />
      <path fill={FLOOR} d={`M0 ${horizon}h96V72H0z`} />
    </>
  );
}

/** A figure that stands with its feet at (x, y), so many units high. */
function figure(x: number, y: number, height: number): ReactNode {
  return (
    <g transform={`translate(${x} ${y}) scale(${height / 40})`}>
      <ellipse rx="9" ry="2" fill="#000" opacity=".18" />
      <path fill={COAT} d="M-8 0l2-24q6-5 12 0l2 24z" />
      <path fill={DARK} d="M-1 0v-22h2V0z" />
      <circle cy="-32" r="6.5" fill={SKIN} />
      <path fill={HAIR} d="M-6.8-32q-.5-8 6.8-8t6.8 8q-3-4-6.8-4t-6.8 4z" />
    </g>
  );
}

const ANGLES: Readonly<Record<string, () => ReactNode>> = {
  front: () => (
    <>
      {room(50)}
      <path fill={COAT} d="M26 72q1-20 14-23h16q13 3 14 23z" />
      <path fill={SKIN} d="M43 40h10v11H43z" />
      <ellipse cx="48" cy="30" rx="13" ry="15" fill={SKIN} />
      <path fill={HAIR} d="M34 28q0-16 14-16t14 16q-5-7-14-7t-14 7z" />
      <circle cx="42.5" cy="31" r="1.4" fill={HAIR} />
      <circle cx="53.5" cy="31" r="1.4" fill={HAIR} />
      <path fill="none" stroke={DARK} strokeWidth="1.3" d="M44 38q4 2.5 8 0M48 31v4" />
    </>
  ),
  'three-quarter': () => (
    <>
      {room(50)}
      <path fill={COAT} d="M22 72q3-20 17-23h15q14 4 16 23z" />
      <path fill={SKIN} d="M42 40h10v11H42z" />
      <path fill={SKIN} d="M37 18q16-7 23 6 2 6 3 9-1 8-8 12-8 3-14-3-7-8-4-24z" />
      <path fill={HAIR} d="M36 36q-6-20 9-24 12-2 17 8-8-2-15 1-2 9-7 10 0 5-4 5z" />
      <circle cx="50" cy="30" r="1.4" fill={HAIR} />
      <circle cx="59" cy="30" r="1.3" fill={HAIR} />
      <path fill="none" stroke={DARK} strokeWidth="1.3" d="M51 38q4 2 7 0M57 30l2 4-2 1" />
    </>
  ),
  'side-profile': () => (
    <>
      {room(50)}
      <path fill={COAT} d="M26 72q2-19 14-22l13 0q9 4 10 22z" />
      <path fill={SKIN} d="M42 40h10v11H42z" />
      <path fill={SKIN} d="M38 20q12-9 22 1l1 8 4 6-4 1q1 9-6 9-9 0-14-4z" />
      <path fill={HAIR} d="M40 42q-12-10-6-22 6-11 19-8 6 1 8 8-9 0-13 4 1 8-4 9-1 5-4 9z" />
      <circle cx="58" cy="29" r="1.4" fill={HAIR} />
      <path fill="none" stroke={DARK} strokeWidth="1.3" d="M58 39q2 0 3-1" />
    </>
  ),
  overhead: () => (
    <>
      <path fill={FLOOR} d="M0 0h96v72H0z" />
      <path
        stroke={DEEP}
        strokeWidth=".8"
        d="M0 18h96M0 36h96M0 54h96M16 0v72M32 0v72M48 0v72M64 0v72M80 0v72"
      />
      <ellipse cx="52" cy="40" rx="22" ry="12" fill="#000" opacity=".15" />
      <ellipse cx="48" cy="36" rx="21" ry="11" fill={COAT} />
      <ellipse cx="48" cy="36" rx="10" ry="11" fill={HAIR} />
      <path fill={SKIN} d="M42 45q6 4 12 0l-1 3q-5 3-10 0z" />
    </>
  ),
  'low-angle': () => (
    <>
      {room(64)}
      <path fill={INK} opacity=".25" d="M8 64L16 8h8l4 56zM70 64l4-56h8l8 56z" />
      <path fill={COAT} d="M24 72l12-46q12-7 24 0l12 46z" />
      <path fill={DARK} d="M45 72l1.5-46h3L51 72z" />
      <path fill={SKIN} d="M40 22q-1-13 8-13t8 13q-2 6-8 6t-8-6z" />
      <path fill={HAIR} d="M40 16q1-9 8-9t8 9q-4-3-8-3t-8 3z" />
    </>
  ),
  'dutch-angle': () => (
    <g transform="rotate(-16 48 36)">
      <path fill={SKY} d="M-20-30h136v80H-20z" />
      <path fill={FLOOR} d="M-20 48h136v60H-20z" />
      <path fill={INK} opacity=".3" d="M12 48V18h12v30zM74 48V12h14v36z" />
      {figure(48, 60, 44)}
    </g>
  ),
  'birds-eye': () => (
    <>
      <path fill="#9dbb8c" d="M0 0h96v72H0z" />
      <path fill="#d8c9a6" d="M-2 60L98 18v9L-2 69z" />
      <path fill="#7fa56e" d="M6 6h26v16H6zM60 44h28v20H60zM66 4h24v8H66z" />
      <g fill="#4f7d4c">
        <circle cx="12" cy="38" r="6" />
        <circle cx="24" cy="32" r="4.5" />
        <circle cx="84" cy="32" r="5" />
        <circle cx="34" cy="62" r="5" />
      </g>
      <path stroke="#000" strokeWidth="2.2" opacity=".25" d="M49 40l9 5" />
      <ellipse cx="48" cy="39" rx="3.4" ry="2.2" fill={COAT} />
      <circle cx="48" cy="38.5" r="1.6" fill={HAIR} />
    </>
  ),
  'worms-eye': () => (
    <>
      <path fill={SKY} d="M0 0h96v72H0z" />
      <path fill={INK} opacity=".25" d="M0 72L36 12h4L22 72zM96 72L60 12h-4l18 60z" />
      <path fill={DARK} d="M14 72q0-14 18-14 8 0 9 14zM82 72q0-14-18-14-8 0-9 14z" />
      <path fill={COAT} d="M30 60l12-38q6-4 12 0l12 38q-18 8-36 0z" />
      <path fill={SKIN} d="M44 20q-1-8 4-8t4 8q-4 4-8 0z" />
      <path fill={HAIR} d="M44 15q0-5 4-5t4 5q-4-2-8 0z" />
    </>
  ),
};

function poles(places: readonly (readonly [number, number, number])[]): ReactNode {
  return places.map(([x, top, bottom]) => (
    <path key={x} stroke={INK} strokeWidth={(bottom - top) / 16} d={`M${x} ${top}V${bottom}`} />
  ));
}

function blurred(
  x: number,
  y: number,
  rx: number,
  ry: number,
  color: string,
  key: number,
): ReactNode {
  return <ellipse key={key} cx={x} cy={y} rx={rx} ry={ry} fill={color} opacity=".55" />;
}

const LIGHTS = ['#f3c969', '#e98b6a', '#8fb8d6', '#f6e3a8', '#d98ab0'];

const LENSES: Readonly<Record<string, () => ReactNode>> = {
  wide: () => (
    <>
      {room(34)}
      <path fill={DEEP} d="M48 34L-30 72h156z" />
      <path stroke="#fff" strokeWidth="1.2" strokeDasharray="4 3" d="M48 35v37" />
      {poles([
        [4, -10, 68],
        [22, 12, 54],
        [34, 24, 44],
        [92, -10, 68],
        [74, 12, 54],
        [62, 24, 44],
      ])}
      {figure(48, 46, 12)}
    </>
  ),
  standard: () => (
    <>
      {room(38)}
      <path fill={DEEP} d="M40 38L8 72h80L56 38z" />
      {poles([
        [14, 8, 62],
        [28, 22, 50],
        [82, 8, 62],
        [68, 22, 50],
      ])}
      {figure(48, 64, 34)}
    </>
  ),
  portrait: () => (
    <>
      <path fill="#7d8f86" d="M0 0h96v72H0z" />
      {[0, 1, 2, 3, 4, 5, 6, 7].map((at) =>
        blurred((at * 29) % 96, (at * 17) % 60, 9, 9, LIGHTS[at % 5] ?? SKY, at),
      )}
      <path fill={COAT} d="M18 72q2-20 18-22h24q16 2 18 22z" />
      <path fill={SKIN} d="M42 42h12v11H42z" />
      <ellipse cx="48" cy="30" rx="15" ry="18" fill={SKIN} />
      <path fill={HAIR} d="M32 30q-1-20 16-20t16 20q-5-10-16-10t-16 10z" />
      <circle cx="42" cy="31" r="1.6" fill={HAIR} />
      <circle cx="54" cy="31" r="1.6" fill={HAIR} />
      <path fill="none" stroke={DARK} strokeWidth="1.4" d="M43 40q5 3 10 0" />
    </>
  ),
  telephoto: () => (
    <>
      <path fill="#f2d6b3" d="M0 0h96v72H0z" />
      <circle cx="48" cy="36" r="27" fill="#f0875a" />
      <path fill="#c0927a" d="M0 50l20-18 14 12 16-16 18 18 12-8 16 12v22H0z" opacity=".8" />
      <path fill="#8f6f66" d="M0 58l24-8 20 6 26-8 26 8v16H0z" />
      {figure(48, 62, 22)}
    </>
  ),
  macro: () => (
    <>
      <path fill="#9cc27f" d="M0 0h96v72H0z" />
      {[0, 1, 2, 3].map((at) => blurred(12 + at * 26, 12 + (at % 2) * 40, 16, 16, '#cfe3a8', at))}
      <path fill="#3f7a46" d="M-4 66Q40 30 100 48v30H-4z" />
      <path
        fill="none"
        stroke="#7fb070"
        strokeWidth="1.4"
        d="M-4 66Q46 44 100 50M30 52l6 14M56 46l6 16"
      />
      <g transform="rotate(-8 50 36)">
        <ellipse cx="50" cy="40" rx="20" ry="15" fill="#d63b2f" />
        <path fill="#1e1a1a" d="M70 40q4-9-4-13-5 4-4 13t4 13q8-4 4-13z" />
        <path stroke="#1e1a1a" strokeWidth="1.6" d="M30 40h36" />
        <g fill="#1e1a1a">
          <circle cx="42" cy="33" r="3.2" />
          <circle cx="55" cy="32" r="2.8" />
          <circle cx="40" cy="47" r="3" />
          <circle cx="54" cy="48" r="3" />
        </g>
        <path fill="#fff" opacity=".5" d="M36 32q6-6 14-6-6 3-10 8z" />
      </g>
    </>
  ),
  fisheye: () => (
    <>
      <path fill="#101317" d="M0 0h96v72H0z" />
      <circle cx="48" cy="36" r="34" fill={SKY} />
      <path fill={FLOOR} d="M14.5 42q33.5 14 67 0a34 34 0 0 1-67 0z" />
      <g fill="none" stroke={INK} strokeWidth="1.2" opacity=".7">
        <path d="M30 8q-20 28 0 56M66 8q20 28 0 56M20 18q28-14 56 0M16 30q32-10 64 0" />
      </g>
      {figure(48, 56, 28)}
    </>
  ),
  'tilt-shift': () => (
    <>
      <path fill="#a8c4d4" d="M0 0h96v72H0z" />
      <g opacity=".5">
        <path fill="#c98f6f" d="M2 4h18v16H2zM26 0h16v18H26zM50 2h20v18H50zM76 4h18v14H76z" />
        <path fill="#7d9a78" d="M0 56h96v16H0z" />
        <circle cx="20" cy="62" r="8" fill="#557f55" />
        <circle cx="74" cy="64" r="9" fill="#557f55" />
      </g>
      <path fill="#8d99a3" d="M0 28h96v20H0z" />
      <path stroke="#fff" strokeWidth="1.4" strokeDasharray="6 4" d="M0 38h96" />
      <path fill="#d8543f" d="M12 31h16v5H12z" />
      <path fill="#f0c04f" d="M40 40h18v5H40z" />
      <path fill="#4f7fc0" d="M68 31h14v5H68z" />
      <path fill="#fff" opacity=".35" d="M0 0h96v20H0zM0 54h96v18H0z" />
    </>
  ),
  anamorphic: () => (
    <>
      <path fill="#000" d="M0 0h96v72H0z" />
      <path fill="#1b2b45" d="M0 16h96v40H0z" />
      {[0, 1, 2, 3, 4, 5].map((at) =>
        blurred(8 + at * 17, 26 + ((at * 11) % 20), 3.2, 6.5, LIGHTS[at % 5] ?? SKY, at),
      )}
      {figure(40, 56, 32)}
      <path fill="#7fc4ff" opacity=".75" d="M0 30q70-2 96 0-26 2-96 0z" />
      <circle cx="74" cy="30" r="3" fill="#fff" />
    </>
  ),
};

export const drawAngle = (id: string): ReactNode => ANGLES[id]?.() ?? null;
export const drawLens = (id: string): ReactNode => LENSES[id]?.() ?? null;
