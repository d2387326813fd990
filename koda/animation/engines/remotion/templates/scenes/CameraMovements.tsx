/** Camera movements: one large world, and a camera that goes from station to station. */

import { AbsoluteFill } from 'remotion';
import { film } from '../film';
import { Backdrop } from '../kit/Backdrop';
import { type Beat, clamp, mix, smooth } from '../kit/beat';
import { Copy } from '../kit/Copy';
import { alpha } from '../kit/color';
import { useBeat } from '../kit/motion';
import { halves, isWide, margin, type Rect, safe, unit } from '../kit/place';
import { Show } from '../kit/Show';
import type { Medium, SceneProps } from '../kit/types';

const { width, height, palette } = film;

/** The least seconds at a station with the way to it. */
const LEAST = 1.1;
const MOST = 5;

interface Station {
  heading: string;
  lines: string[];
  media: Medium[];
  x: number;
  y: number;
}

export function CameraMovements({ scene }: SceneProps) {
  const beat = useBeat(scene);
  const stations = stationsOf(scene, beat.seconds);
  const { x, y, zoom, at } = cameraAt(stations, beat);
  return (
    <AbsoluteFill>
      <Backdrop beat={beat} />
      <AbsoluteFill
        style={{
          transformOrigin: '0 0',
          transform: `translate(${width / 2}px, ${height / 2}px) scale(${zoom}) translate(${-x - width / 2}px, ${-y - height / 2}px)`,
        }}
      >
        <Way stations={stations} share={at / Math.max(stations.length - 1, 1)} />
        {stations.map((station, index) => (
          <Stop
            key={`${station.x}`}
            scene={scene}
            station={station}
            index={index}
            beat={beat}
            near={clamp(1 - Math.abs(at - index) * 2.4)}
            count={stations.length}
          />
        ))}
      </AbsoluteFill>
    </AbsoluteFill>
  );
}

/** Heading and lines spread over as many stations as there is time for. */
function stationsOf(scene: SceneProps['scene'], seconds: number): Station[] {
  const texts = [scene.heading, ...scene.lines].filter(Boolean);
  const wanted = Math.max(texts.length, scene.media.length);
  const count = Math.max(1, Math.min(MOST, wanted, Math.floor(seconds / LEAST)));
  const stations = Array.from({ length: count }, (_, index) => ({
    heading: '',
    lines: [] as string[],
    media: [] as Medium[],
    x: index * width * 1.12,
    y: (index % 2) * height * 0.62,
  }));
  texts.forEach((text, index) => {
    const station =
      stations[Math.min(count - 1, Math.floor((index * count) / Math.max(texts.length, count)))];
    if (!station || !text) return;
    if (station.heading) station.lines.push(text);
    else station.heading = text;
  });
  scene.media.forEach((medium, index) => {
    stations[index % count]?.media.push(medium);
  });
  return stations;
}

function cameraAt(stations: Station[], beat: Beat) {
  const last = stations.length - 1;
  const each = beat.seconds / stations.length;
  const index = Math.min(last, Math.floor(beat.time / each));
  const inside = beat.time / each - index;
  const go = index < last ? smooth((inside - 0.55) / 0.45) : 0;
  const one = stations[index];
  const other = stations[Math.min(index + 1, last)];
  const rest = 1 + (last ? 0.025 : 0.07) * smooth(Math.min(1, inside));
  return {
    x: mix(one?.x ?? 0, other?.x ?? 0, go),
    y: mix(one?.y ?? 0, other?.y ?? 0, go),
    zoom: mix(rest, 1, go) - 0.2 * Math.sin(Math.PI * go) ** 2,
    at: index + go,
  };
}

interface StopProps extends SceneProps {
  station: Station;
  index: number;
  beat: Beat;
  near: number;
  count: number;
}

/** What stands at a station; its words are there only while the camera is. */
function Stop({ scene, station, index, beat, near, count }: StopProps) {
  const { words, show } = halves(0.5);
  const hasMedia = station.media.length > 0;
  const mirrored = isWide && index % 2 === 1;
  const arrive = Math.max(0, index - 0.42) * (beat.seconds / count);
  const shown = mirrored ? { ...show, x: width - show.x - show.width } : show;
  const text: Rect = hasMedia
    ? mirrored
      ? { ...words, x: width - words.x - words.width }
      : words
    : {
        ...safe,
        x: safe.x + (isWide ? safe.width * 0.09 : 0),
        width: safe.width * (isWide ? 0.82 : 1),
      };
  return (
    <div style={{ position: 'absolute', left: station.x, top: station.y, width, height }}>
      {hasMedia ? <Cards media={station.media} rect={shown} beat={beat} /> : <Mark index={index} />}
      {near > 0 ? (
        <div style={{ opacity: near }}>
          <Copy
            scene={scene}
            beat={beat}
            rect={text}
            heading={station.heading}
            lines={station.lines}
            at={index ? beat.when(arrive) : 0}
            most={hasMedia ? 11 : 15}
          />
        </div>
      ) : null}
    </div>
  );
}

function Cards({ media, rect, beat }: { media: Medium[]; rect: Rect; beat: Beat }) {
  const columns = media.length > 3 ? 2 : 1;
  const rows = Math.ceil(media.length / columns);
  const gap = unit * 2;
  const wide = (rect.width - gap * (columns - 1)) / columns;
  const high = (rect.height - gap * (rows - 1)) / rows;
  return media.map((medium, index) => (
    <Show
      key={medium.name}
      medium={medium}
      beat={beat}
      open="none"
      rect={{
        x: rect.x + (index % columns) * (wide + gap),
        y: rect.y + Math.floor(index / columns) * (high + gap),
        width: wide,
        height: high,
      }}
    />
  ));
}

/** A quiet sign of the place, where there is no picture. */
function Mark({ index }: { index: number }) {
  const size = Math.min(width, height) * (0.62 + (index % 3) * 0.12);
  return (
    <div
      style={{
        position: 'absolute',
        right: index % 2 ? undefined : -size * 0.22,
        left: index % 2 ? -size * 0.22 : undefined,
        top: index % 2 ? -size * 0.1 : height - size * 0.86,
        width: size,
        height: size,
        borderRadius: index % 3 === 1 ? unit * 6 : '50%',
        transform: `rotate(${index * 17}deg)`,
        border: `${unit * 0.3}px solid ${alpha(palette.accent, 0.75)}`,
        backgroundImage: `linear-gradient(150deg, ${alpha(palette.accent, 0.22)}, transparent 70%)`,
      }}
    />
  );
}

/** The line between the stations, drawn as far as the camera has come. */
function Way({ stations, share }: { stations: Station[]; share: number }) {
  const points = stations.map(({ x, y }) => ({
    x: x + margin * 0.45,
    y: y + height - margin * 0.5,
  }));
  const path = points
    .map((point, index) => {
      const before = points[index - 1];
      if (!before) return `M ${point.x} ${point.y}`;
      const middle = (before.x + point.x) / 2;
      return `C ${middle} ${before.y} ${middle} ${point.y} ${point.x} ${point.y}`;
    })
    .join(' ');
  return (
    <svg
      role="presentation"
      style={{ position: 'absolute', overflow: 'visible' }}
      width={1}
      height={1}
    >
      <path
        d={path}
        fill="none"
        stroke={alpha(palette.foreground, 0.14)}
        strokeWidth={unit * 0.3}
      />
      <path
        d={path}
        fill="none"
        stroke={palette.accent}
        strokeWidth={unit * 0.45}
        strokeLinecap="round"
        pathLength={1}
        strokeDasharray={`${clamp(share)} 1.2`}
      />
      {points.map((point) => (
        <circle key={point.x} cx={point.x} cy={point.y} r={unit} fill={palette.accent} />
      ))}
    </svg>
  );
}
