/** The characters of the presets, drawn: head, hair, clothes and one thing that tells them. */
import type { ReactNode } from 'react';

type Person = {
  ground: string;
  skin: string;
  hair: string;
  clothes: string;
  /** Behind the head, and on it. */
  back?: ReactNode;
  front: ReactNode;
  more?: ReactNode;
};

const H = 'var(--hair)';

const PEOPLE: Readonly<Record<string, Person>> = {
  marcus: {
    ground: '#c9d6df',
    skin: '#d9a582',
    hair: '#6b6460',
    clothes: '#26374f',
    front: <path fill={H} d="M34 30q0-15 14-15t14 15q-2-8-6-9-8 3-16 0-4 1-6 9z" />,
    more: <path fill="#8d8681" d="M35 35q0 16 13 16t13-16q-2 6-6 6-7-3-14 0-4 0-6-6z" />,
  },
  sofia: {
    ground: '#f4dfc8',
    skin: '#d8a579',
    hair: '#3a2620',
    clothes: '#d9a234',
    back: (
      <path fill={H} d="M29 34q-3-22 19-22t19 22q6 12-1 22-4 4-9 0l-18 0q-6 4-10-1-6-9 0-21z" />
    ),
    front: <path fill={H} d="M34 32q0-15 14-15t14 15q-3-7-9-8-4 5-12 3-5 0-7 5z" />,
    more: (
      <g fill="#b07a50">
        <circle cx="41" cy="37" r=".8" />
        <circle cx="43.5" cy="38.5" r=".8" />
        <circle cx="53" cy="38.5" r=".8" />
        <circle cx="55.5" cy="37" r=".8" />
      </g>
    ),
  },
  victoria: {
    ground: '#e6dde6',
    skin: '#ecc7ad',
    hair: '#c6c8cf',
    clothes: '#1d1d22',
    back: <path fill={H} d="M31 32q-2-19 17-19t17 19l1 14q-4 3-8 0H38q-4 3-8 0z" />,
    front: <path fill={H} d="M34 32q-1-14 14-14t14 14q-4-9-17-9-9 1-11 9z" />,
    more: <path fill="#b9293f" d="M44 42q4 3.4 8 0-4-1.6-8 0z" />,
  },
  kai: {
    ground: '#d5e3d6',
    skin: '#e5bd96',
    hair: '#17171b',
    clothes: '#3f6b4a',
    back: <path fill={H} d="M31 34q-2-22 17-22t17 22l-1 12q-3 2-5-2H37q-2 4-5 2z" />,
    front: <path fill={H} d="M34 34q-1-17 14-17t14 17q-2-9-13-12-3 7-15 12z" />,
    more: <path fill="#335a3d" d="M33 62q15-9 30 0l-3 5q-12-6-24 0z" />,
  },
  luna: {
    ground: '#fde6dc',
    skin: '#f1cfb5',
    hair: '#b75a2c',
    clothes: '#4a74b4',
    back: (
      <g fill={H}>
        <ellipse cx="28" cy="41" rx="5" ry="9" transform="rotate(14 28 41)" />
        <ellipse cx="68" cy="41" rx="5" ry="9" transform="rotate(-14 68 41)" />
      </g>
    ),
    front: <path fill={H} d="M34 32q0-15 14-15t14 15q-5-7-14-7t-14 7z" />,
    more: (
      <g>
        <path fill="#fff" d="M44 42h8q-1 4-4 4t-4-4z" />
        <path fill="#8a3c20" d="M47.5 42h1v2.500h-1z" />
        <path fill="none" stroke="#35568a" strokeWidth="3" d="M39 58v12M57 58v12" />
      </g>
    ),
  },
  eleanor: {
    ground: '#e8e2f0',
    skin: '#eccdb8',
    hair: '#f3f1ec',
    clothes: '#a48bc4',
    back: <circle cx="48" cy="13" r="7" fill={H} />,
    front: <path fill={H} d="M33 33q-1-17 15-17t15 17q-3-9-15-10-12 1-15 10z" />,
    more: (
      <g fill="none" stroke="#5b5160" strokeWidth="1.2">
        <circle cx="42.5" cy="34" r="4.2" />
        <circle cx="53.5" cy="34" r="4.2" />
        <path d="M46.7 34h2.6" />
      </g>
    ),
  },
  jordan: {
    ground: '#fbe3c9',
    skin: '#6f4630',
    hair: '#1e1512',
    clothes: '#e07a2f',
    front: <path fill={H} d="M34.5 30q0-13.5 13.5-13.500t13.5 13.500q-4-6-13.5-6t-13.5 6z" />,
    more: (
      <g fill="none" stroke="#fff" strokeWidth="1.4">
        <path d="M48 55v17" />
        <path d="M29 66l5 6M67 66l-5 6" />
      </g>
    ),
  },
  'dr-chen': {
    ground: '#d7e6ea',
    skin: '#e3bb95',
    hair: '#23242a',
    clothes: '#f7f8f9',
    front: <path fill={H} d="M34 31q0-15 14-15t14 15q-2-8-8-8-8-3-14 2-4 1-6 6z" />,
    more: (
      <g>
        <path fill="#9a9ca3" d="M34 31q1-5 3-6l0 9-2 1zM62 31q-1-5-3-6l0 9 2 1z" />
        <path fill="#6f9fb4" d="M43 55l5 6 5-6v17H43z" />
        <path fill="none" stroke="#c9d0d4" strokeWidth="1.4" d="M42 55l-4 7 5 10M54 55l4 7-5 10" />
      </g>
    ),
  },
};

/** A bust on a plain ground; none for somebody unknown. */
export function drawPerson(id: string): ReactNode {
  const person = PEOPLE[id];
  if (!person) return null;
  const { ground, skin, hair, clothes, back, front, more } = person;
  return (
    <g style={{ '--hair': hair }}>
      <path fill={ground} d="M0 0h96v72H0z" />
      {back}
      <path fill={clothes} d="M20 72q2-16 17-18h22q15 2 17 18z" />
      <path fill={skin} d="M43 44h10v11q-5 4-10 0z" />
      <path fill="rgb(0 0 0 / 12%)" d="M43 49q5 4 10 0v3q-5 4-10 0z" />
      <ellipse cx="48" cy="34" rx="13" ry="15.5" fill={skin} />
      {front}
      <g fill="#2a211e">
        <circle cx="42.5" cy="34.5" r="1.3" />
        <circle cx="53.5" cy="34.5" r="1.3" />
      </g>
      <path
        fill="none"
        stroke="rgb(60 20 10 / 55%)"
        strokeWidth="1.2"
        strokeLinecap="round"
        d="M44.5 42q3.5 2 7 0"
      />
      {more}
    </g>
  );
}
