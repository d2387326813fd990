/** The title above a card: icon, name in the colour of its type; renamed in place. */

import { memo, type ReactNode, useState } from 'react';
import type { NodeSpec } from '@/core/spec';
import { useSession } from '@/sync/use-session';
import { KindIcon } from '@/ui/kind-icon';
import styles from './node-title.module.css';

export type NodeTitleProps = {
  readonly id: string;
  readonly name: string;
  readonly spec: NodeSpec | undefined;
};

export const NodeTitle = memo(function NodeTitle({ id, name, spec }: NodeTitleProps): ReactNode {
  const { document, may } = useSession();
  const [isRenaming, setRenaming] = useState(false);
  const shown = name || spec?.title || 'Unknown node';
  if (isRenaming) {
    const keep = (text: string): void => {
      setRenaming(false);
      if (text.trim() !== name) document.renameNode(id, text.trim());
    };
    return (
      <input
        className={`${styles.input} nodrag nopan`}
        defaultValue={name}
        placeholder={spec?.title}
        aria-label="Name of this node"
        // biome-ignore lint/a11y/noAutofocus: the person has just asked to type here
        autoFocus
        onFocus={(event) => event.currentTarget.select()}
        onBlur={(event) => keep(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key === 'Escape') setRenaming(false);
          event.stopPropagation();
        }}
      />
    );
  }
  return (
    <header className={styles.title}>
      <span className={styles.icon}>
        <KindIcon name={spec?.icon ?? 'box'} />
      </span>
      <button
        type="button"
        className={styles.name}
        tabIndex={-1}
        title={may.edit ? 'Double click to rename' : shown}
        onDoubleClick={() => setRenaming(may.edit)}
        data-rename={id}
      >
        {shown}
      </button>
    </header>
  );
});
