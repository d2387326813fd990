import styles from './gallery.module.css';
import { Row, Section } from './section';

const GROUNDS = ['canvas', 'dot', 'surface', 'raised', 'hover', 'line', 'line-strong', 'control'];
const INKS = ['text', 'muted', 'faint', 'accent', 'success', 'warning', 'error'];
const SIZES = ['title', 'heading', 'body', 'label', 'caption'];

export function Colours() {
  return (
    <Section title="Colours and type">
      <Row title="Grounds">
        {GROUNDS.map((name) => (
          <div key={name} className={styles.swatch}>
            <div style={{ background: `var(--${name})` }} />
            {name}
          </div>
        ))}
      </Row>
      <Row title="Inks">
        {INKS.map((name) => (
          <div key={name} className={styles.swatch}>
            <div style={{ background: `var(--${name})` }} />
            {name}
          </div>
        ))}
      </Row>
      {SIZES.map((size) => (
        <Row key={size} title={size}>
          <p style={{ font: `var(--font-${size})` }}>A red fox in deep snow, first light, 1,024 px</p>
        </Row>
      ))}
    </Section>
  );
}
