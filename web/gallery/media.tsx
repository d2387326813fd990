import { Card } from '@/ui/card';
import { Thumbnail } from '@/ui/thumbnail';
import { PortGlyph, TypeLabel } from '@/ui/value-type';
import type { ValueType } from '@/core/values';
import styles from './gallery.module.css';
import { Section } from './section';

const TYPES: ValueType[] = ['text', 'image', 'video', 'audio', 'number', 'json'];

export function Media() {
  return (
    <Section title="Types and media">
      <div className={styles.canvas}>
        {TYPES.map((type) => (
          <TypeLabel key={type} type={type} />
        ))}
        <TypeLabel type="image" list />
      </div>
      <br />
      <div className={styles.canvas}>
        {TYPES.map((type) => (
          <PortGlyph key={type} type={type} />
        ))}
        <PortGlyph type="image" list />
        <PortGlyph type="text" connected />
        <PortGlyph type="image" connected list />
        <PortGlyph type="video" near />
        <PortGlyph type="image" near list />
        <PortGlyph type="audio" refused />
      </div>
      <br />
      <div className={styles.canvas}>
        <Card className={styles.shrink}>
          <Thumbnail src="/icon.svg" alt="Koda's mark" width={200} ratio={1.5} colour="#2b3a4a" />
        </Card>
        <Card className={styles.shrink}>
          <Thumbnail src="/missing.png" alt="A missing picture" width={200} ratio={1.5} />
        </Card>
      </div>
    </Section>
  );
}
