/** The keys that work here, in groups; made from the table that binds them. */
import { Dialog } from './dialog';
import { Kbd } from './kbd';
import styles from './key-panel.module.css';

export type KeyGroup = {
  readonly title: string;
  readonly shortcuts: readonly { readonly title: string; readonly keys: string }[];
};

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  groups: readonly KeyGroup[];
};

export function KeyPanel({ open, onOpenChange, groups }: Props) {
  const size = groups.length > 2 ? 'wide' : groups.length > 1 ? 'large' : 'small';
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard shortcuts" size={size}>
      <div className={styles.groups}>
        {groups.map((group) => (
          <section key={group.title} className={styles.group}>
            <h3 className={styles.title}>{group.title}</h3>
            <dl>
              {group.shortcuts.map(({ title, keys }) => (
                <div key={title} className={styles.line}>
                  <dt>{title}</dt>
                  <dd>
                    <Kbd keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
