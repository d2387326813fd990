/** The look of a type: its colour, always with an icon and a name. A list is the same, twice ringed. */
import { Braces, Hash, Image, type LucideIcon, Music, Type, Video } from 'lucide-react';
import { TYPE_TITLES, type ValueType } from '@/core/values';
import { classNames } from '@/lib/class-names';
import styles from './value-type.module.css';

export const TYPE_ICONS: Readonly<Record<ValueType, LucideIcon>> = {
  text: Type,
  number: Hash,
  image: Image,
  video: Video,
  audio: Music,
  json: Braces,
};

/** The colour of a type as a CSS value. */
export const typeColour = (type: ValueType): string => `var(--type-${type})`;

/** `Image`, `List of images`-like words for ends of a wire. */
export function typeName(type: ValueType, list = false): string {
  return list ? `${TYPE_TITLES[type]} list` : TYPE_TITLES[type];
}

export function TypeIcon({ type }: { type: ValueType }) {
  const Icon = TYPE_ICONS[type];
  return <Icon aria-hidden="true" style={{ color: typeColour(type) }} />;
}

type Props = { type: ValueType; list?: boolean };

/** Icon and name in the type's colour. */
export function TypeLabel({ type, list = false }: Props) {
  const Icon = TYPE_ICONS[type];
  return (
    <span className={styles.label} style={{ color: typeColour(type) }}>
      <Icon aria-hidden="true" />
      {typeName(type, list)}
    </span>
  );
}

type PortProps = Props & {
  /** A wire could end here now. */
  near?: boolean;
  /** A wire ends here. */
  connected?: boolean;
  /** The wire that is being drawn does not fit here. */
  refused?: boolean;
};

/** The dot on a card's edge, 12 px, 20 px when near; only a drawing: the canvas gives it its behaviour. */
export function PortGlyph({ type, list, near, connected, refused }: PortProps) {
  const Icon = TYPE_ICONS[type];
  const look = classNames(
    styles.port,
    list && styles.list,
    near && styles.near,
    connected && styles.connected,
    refused && styles.refused,
  );
  return (
    <span aria-hidden="true" className={look} style={{ '--colour': typeColour(type) }}>
      {near && <Icon />}
    </span>
  );
}
