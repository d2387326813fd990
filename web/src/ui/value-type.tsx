/** The icon of a type in its colour; its name stands beside it. */
import { Braces, Hash, Image, type LucideIcon, Music, Type, Video } from 'lucide-react';
import type { ValueType } from '@/core/values';

const ICONS: Readonly<Record<ValueType, LucideIcon>> = {
  text: Type,
  number: Hash,
  image: Image,
  video: Video,
  audio: Music,
  json: Braces,
};

export function TypeIcon({ type }: { type: ValueType }) {
  const Icon = ICONS[type];
  return <Icon aria-hidden="true" style={{ color: `var(--type-${type})` }} />;
}
