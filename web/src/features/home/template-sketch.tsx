/** A template drawn small: pictures as pictures, words as lines, wires in the colour of what flows. */
import type { ReactNode } from 'react';
import type { TemplateCard } from '@/api/types';
import { type Box, sketch } from './sketch';
import styles from './template-sketch.module.css';

const FRAME = { width: 240, height: 132, padding: 22 };

/** What a kind gives, where home knows it: it draws without the catalog. */
const LOOKS: Record<string, 'text' | 'image' | 'video' | 'audio' | 'note' | 'group'> = {
  text: 'text',
  list: 'text',
  'image-generator': 'image',
  'video-generator': 'video',
  'video-audio': 'video',
  'add-audio': 'video',
  'music-generator': 'audio',
  speech: 'audio',
  media: 'image',
  'sticky-note': 'note',
  group: 'group',
};

const lookOf = (kind: string) => LOOKS[kind] ?? 'plain';

export function TemplateSketch({ template }: { template: TemplateCard }) {
  const { boxes, wires } = sketch(template, FRAME);
  return (
    <svg
      viewBox={`0 0 ${FRAME.width} ${FRAME.height}`}
      className={styles.sketch}
      aria-hidden="true"
    >
      {boxes.filter(isGroup).map(drawn)}
      {wires.map(({ from, path }) => (
        <path key={path} d={path} className={styles.wire} data-look={lookOf(from)} />
      ))}
      {boxes.filter((box) => !isGroup(box)).map(drawn)}
    </svg>
  );
}

/** A group lies under the wires of what is in it. */
const isGroup = (box: Box): boolean => lookOf(box.kind) === 'group';

function drawn(box: Box): ReactNode {
  const { x, y, width, height } = box;
  const look = lookOf(box.kind);
  return (
    <g key={`${look} ${x} ${y}`} transform={`translate(${x} ${y})`}>
      <rect width={width} height={height} rx={4} className={styles.box} data-look={look} />
      {inside(box)}
    </g>
  );
}

function inside(box: Box): ReactNode {
  const look = lookOf(box.kind);
  if (look === 'image') return <Picture {...box} />;
  if (look === 'video') return <Film {...box} />;
  if (look === 'audio') return <Sound {...box} />;
  if (look === 'text' || look === 'note') return <Words {...box} />;
  return null;
}

/** A sun over two hills. */
function Picture({ width, height }: Box) {
  const far = `M1 ${height * 0.72}L${width * 0.34} ${height * 0.42}L${width * 0.62} ${height * 0.78}`;
  const near = `L${width * 0.74} ${height * 0.6}L${width - 1} ${height * 0.84}V${height - 1}H1Z`;
  return (
    <>
      <circle cx={width * 0.7} cy={height * 0.32} r={height * 0.1} className={styles.sun} />
      <path d={far + near} className={styles.hills} />
    </>
  );
}

/** A triangle to play. */
function Film({ width, height }: Box) {
  const size = Math.min(width, height) * 0.24;
  const left = width / 2 - size * 0.7;
  const path = `M${left} ${height / 2 - size}L${left + size * 1.8} ${height / 2}L${left} ${height / 2 + size}Z`;
  return <path d={path} className={styles.film} />;
}

const LOUDNESS = [0.3, 0.7, 0.45, 1, 0.6, 0.85, 0.35];

/** Bars as loud as a sound. */
function Sound({ width, height }: Box) {
  const step = (width * 0.7) / (LOUDNESS.length - 1);
  return LOUDNESS.map((loudness, at) => {
    const x = width * 0.15 + at * step;
    const half = height * 0.32 * loudness;
    const bar = { x1: x, x2: x, y1: height / 2 - half, y2: height / 2 + half };
    return <line key={loudness} {...bar} className={styles.sound} />;
  });
}

const LENGTHS = [0.9, 1, 0.6];

function Words({ width, height }: Box) {
  const left = Math.min(7, width * 0.14);
  const most = width - 2 * left;
  const count = Math.max(1, Math.min(LENGTHS.length, Math.floor(height / 8) - 1));
  const top = (height - (count - 1) * 6) / 2;
  return LENGTHS.slice(0, count).map((length, line) => (
    <line
      key={length}
      x1={left}
      x2={left + most * length}
      y1={top + line * 6}
      y2={top + line * 6}
      className={styles.words}
    />
  ));
}
