/** The lines of what everything takes. */
import type { StorageReport } from '@/api/connection-types';

export type Bar = {
  readonly key: string;
  readonly title: string;
  /** Bytes; null where a place does not tell. */
  readonly size: number | null;
  readonly files: number | null;
  readonly href?: string;
};

const KINDS: Record<string, string> = {
  image: 'Images',
  video: 'Films',
  audio: 'Sounds',
  file: 'Files',
};

/** Media by kind, then what else is kept; what lies in the trash is part of the media. */
export function barsOf(report: StorageReport): Bar[] {
  const kinds = report.kinds.map((one) => ({
    key: one.value,
    title: KINDS[one.value] ?? one.title,
    size: one.size,
    files: one.files,
  }));
  const { previews, trash, work, database } = report;
  return [
    ...kinds,
    {
      key: 'previews',
      title: 'Previews',
      size: previews?.size ?? null,
      files: previews?.files ?? null,
    },
    { key: 'database', title: 'Canvases and runs', size: database, files: null },
    { key: 'work', title: 'On their way', size: work, files: null },
    {
      key: 'trash',
      title: 'In the trash (part of the media)',
      size: trash.size,
      files: trash.files,
    },
  ];
}

export function canvasBars({ canvases }: StorageReport): Bar[] {
  return canvases.map((one) => ({
    key: one.value,
    title: one.title,
    size: one.size,
    files: one.files,
    href: `/canvas/${one.value}`,
  }));
}

/** `3 canvases, 12 runs, 40 media files`. */
export function countWords({ counts, files }: StorageReport): string {
  const parts: [number, string, string][] = [
    [counts.canvases ?? 0, 'canvas', 'canvases'],
    [counts.runs ?? 0, 'run', 'runs'],
    [files, 'media file', 'media files'],
  ];
  return `${parts.map(([count, one, many]) => `${count} ${count === 1 ? one : many}`).join(', ')}.`;
}
