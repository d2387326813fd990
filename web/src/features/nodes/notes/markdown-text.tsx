/** A note's text with the little Markdown that it has. */
import type { CSSProperties, ReactNode } from 'react';
import { type Block, type Inline, readMarkdown } from './markdown';
import styles from './markdown-text.module.css';

type Props = { text: string; className: string | undefined; style: CSSProperties };

export function MarkdownText({ text, className, style }: Props): ReactNode {
  return (
    <div className={className} style={style}>
      {readMarkdown(text).map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no other name than their place
        <BlockOf key={at} block={block} />
      ))}
    </div>
  );
}

function BlockOf({ block }: { block: Block }): ReactNode {
  if (block.kind !== 'list') {
    return (
      <p className={block.kind === 'heading' ? styles.heading : styles.line}>
        <Inlines inlines={block.inlines} />
      </p>
    );
  }
  const List = block.isOrdered ? 'ol' : 'ul';
  return (
    <List className={styles.list}>
      {block.items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: items have no other name than their place
        <li key={at}>
          <Inlines inlines={item} />
        </li>
      ))}
    </List>
  );
}

function Inlines({ inlines }: { inlines: readonly Inline[] }): ReactNode {
  if (inlines.length === 0) return <br />;
  // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other name than their place
  return inlines.map((inline, at) => <InlineOf key={at} inline={inline} />);
}

function InlineOf({ inline }: { inline: Inline }): ReactNode {
  switch (inline.kind) {
    case 'bold':
      return <strong>{inline.text}</strong>;
    case 'italic':
      return <em>{inline.text}</em>;
    case 'code':
      return <code className={styles.code}>{inline.text}</code>;
    case 'link':
      return (
        <a
          className={`${styles.link} nodrag`}
          href={inline.href}
          target="_blank"
          rel="noopener noreferrer"
        >
          {inline.text}
        </a>
      );
    default:
      return inline.text;
  }
}
