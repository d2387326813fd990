/** The frame of an agent's body: its content at node size, and everything in a large dialog. */
import { Maximize2 } from 'lucide-react';
import { createContext, type ReactNode, type SyntheticEvent, useContext, useState } from 'react';
import { Dialog } from '@/ui/dialog';
import { IconButton } from '@/ui/icon-button';
import { KeyKeeper } from '../key-keeper';
import styles from './agent-body-frame.module.css';

const CloseLarge = createContext<() => void>(() => {});

/** Closes the large view, for what leads away from it; nothing at node size. */
export const useCloseLarge = (): (() => void) => useContext(CloseLarge);

type Props = {
  title: string;
  /** Over the content, beside the button that enlarges it. */
  head?: ReactNode;
  /** What scrolls at node size. */
  children: ReactNode;
  /** Below the content, always in sight. */
  footer?: ReactNode;
  /** The same with room: `side` stands at the right, or below on a small screen. */
  expanded?: { main: ReactNode; side?: ReactNode };
  /** Opens a place of its own instead. */
  onExpand?: () => void;
  /** The wheel scrolls the content instead of the canvas. */
  selected: boolean;
};

export function AgentBodyFrame(props: Props): ReactNode {
  const { title, head, children, footer, expanded, selected } = props;
  const [isLarge, setLarge] = useState(false);
  return (
    <KeyKeeper className={styles.frame}>
      <div className={styles.head}>
        <div className={styles.words}>{head}</div>
        <IconButton
          size="small"
          className="nodrag"
          label="Expand"
          icon={<Maximize2 />}
          onClick={props.onExpand ?? (() => setLarge(true))}
        />
      </div>
      <div className={`${styles.content} ${selected ? 'nowheel' : ''}`}>{children}</div>
      {footer ? <div className={`${styles.footer} nodrag nopan`}>{footer}</div> : null}
      {expanded ? (
        <Apart>
          <Dialog open={isLarge} onOpenChange={setLarge} title={title} size="wide">
            <CloseLarge value={() => setLarge(false)}>
              <div className={styles.large}>
                <div className={styles.main}>{expanded.main}</div>
                {expanded.side ? <div className={styles.side}>{expanded.side}</div> : null}
              </div>
            </CloseLarge>
          </Dialog>
        </Apart>
      ) : null}
    </KeyKeeper>
  );
}

/** Around a dialog: what happens in it does not happen on the node below. */
export function Apart({ children }: { children: ReactNode }): ReactNode {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps events of the dialog in it
    <div
      className={styles.apart}
      onPointerDown={stop}
      onClick={stop}
      onDoubleClick={stop}
      onKeyDown={stop}
    >
      {children}
    </div>
  );
}

const stop = (event: SyntheticEvent): void => event.stopPropagation();
