/** What can be done with the shown result: see it large, save it, go on from it. */
import {
  Copy,
  Download,
  Ellipsis,
  Maximize2,
  Pin,
  Scaling,
  Sparkles,
  SquarePlus,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { NodeSpec } from '@/core/spec';
import { heightFor } from '@/sync/hold-asset';
import { useSession } from '@/sync/use-session';
import { IconButton } from '@/ui/icon-button';
import { Menu, type MenuEntry } from '@/ui/menu';
import { loadAsset } from '../assets/use-asset';
import { copyPrompt, download, goOnFrom, keepAsMedia, takesItself } from './result-actions';
import styles from './result-tools.module.css';
import type { MediaTake } from './takes';
import { useShowTake } from './use-results';

type Props = {
  id: string;
  kind: NodeSpec;
  take: MediaTake;
  /** It is one of several that are shown. */
  isOneOfMany: boolean;
  isKept: boolean;
  onOpen: (take: MediaTake) => void;
};

export function ResultTools(props: Props): ReactNode {
  const { id, kind, take, onOpen } = props;
  const session = useSession();
  const entries = useEntries(props);
  return (
    <div className={`${styles.tools} nodrag`}>
      <IconButton
        size="small"
        side="top"
        label="See it large"
        icon={<Maximize2 />}
        onClick={() => onOpen(take)}
      />
      <IconButton
        size="small"
        side="top"
        label="Download"
        icon={<Download />}
        onClick={() => download(session, id, kind, take)}
      />
      <Menu entries={entries} align="end">
        <IconButton size="small" side="top" label="More" icon={<Ellipsis />} />
      </Menu>
    </div>
  );
}

function useEntries({ id, kind, take, isOneOfMany, isKept }: Props): MenuEntry[] {
  const session = useSession();
  const showTake = useShowTake(id);
  const { type } = take.value;
  const fitCard = async (): Promise<void> => {
    const node = session.document.node(id);
    const asset = await loadAsset(session.api, take.value.asset).catch(() => null);
    if (!node || !asset) return;
    const width = node.width ?? kind.width;
    session.document.resize(id, { x: node.x, y: node.y, width, height: heightFor(asset, width) });
  };
  const { edit } = session.may;
  const entries: MenuEntry[] = [];
  if (edit && takesItself(kind, type)) {
    entries.push({
      title: 'Use as input',
      icon: <Sparkles />,
      onSelect: () => void goOnFrom(session, id, kind, take),
    });
  }
  if (edit) {
    entries.push({
      title: 'Keep as a media node',
      icon: <SquarePlus />,
      onSelect: () => void keepAsMedia(session, id, take),
    });
  }
  entries.push({
    title: 'Copy the prompt',
    icon: <Copy />,
    onSelect: () => void copyPrompt(session, id, kind, take),
  });
  if (!isOneOfMany && type !== 'audio') {
    entries.push('line', {
      title: isKept ? 'Show the newest again' : 'Keep showing this one',
      icon: <Pin />,
      onSelect: () => (isKept ? showTake(null) : showTake(take, true)),
    });
    if (edit) {
      entries.push({
        title: 'Fit the card to it',
        icon: <Scaling />,
        onSelect: () => void fitCard(),
      });
    }
  }
  return entries;
}
