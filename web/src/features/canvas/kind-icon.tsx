/** Icons of node kinds, by the lucide name in their declaration. */
import {
  AudioLines,
  Box,
  Captions,
  Clapperboard,
  FileText,
  Film,
  Frame,
  Group,
  Image,
  Images,
  LayoutGrid,
  type LucideIcon,
  MessageSquare,
  Mic,
  Music,
  Package,
  Scissors,
  Sparkles,
  StickyNote,
  Text,
  Type,
  Upload,
  Video,
  Wand,
  WandSparkles,
} from 'lucide-react';
import type { ReactNode } from 'react';

const ICONS: Readonly<Record<string, LucideIcon>> = {
  'audio-lines': AudioLines,
  captions: Captions,
  clapperboard: Clapperboard,
  'file-text': FileText,
  film: Film,
  frame: Frame,
  group: Group,
  image: Image,
  images: Images,
  'layout-grid': LayoutGrid,
  'message-square': MessageSquare,
  mic: Mic,
  music: Music,
  package: Package,
  scissors: Scissors,
  sparkles: Sparkles,
  'sticky-note': StickyNote,
  text: Text,
  type: Type,
  upload: Upload,
  video: Video,
  wand: Wand,
  'wand-sparkles': WandSparkles,
};

export function KindIcon({ name, size = 14 }: { name: string; size?: number }): ReactNode {
  const Icon = ICONS[name] ?? Box;
  return <Icon size={size} strokeWidth={1.5} aria-hidden="true" />;
}
