/** One asset in full: the picture, what it is called, the recipe it came from, where it is used. */
import { Download, RotateCcw, Star, Trash2, X } from 'lucide-react';
import { type ReactNode, useCallback, useId, useState } from 'react';
import { Link } from 'wouter';
import { api } from '@/api/koda-api';
import type { LibraryItem, Uses } from '@/api/library-types';
import type { Asset } from '@/api/types';
import { Button } from '@/ui/button';
import { Confirm } from '@/ui/confirm';
import { IconButton } from '@/ui/icon-button';
import { Input } from '@/ui/input';
import { Thumbnail } from '@/ui/thumbnail';

import styles from './detail.module.css';
import { type Fact, factsOf } from './facts';
import { Player } from './player';
import type { Acts } from './use-acts';
import { useAnswer } from './use-answer';
import { leftWords, titleOf } from './words';

type Props = {
  item: LibraryItem;
  acts: Acts;
  onClose: () => void;
  /** Beside the acts: to put it on the canvas. */
  children?: ReactNode;
};

export function Detail({ item, acts, onClose, children }: Props): ReactNode {
  const { id } = item;
  const record = useAnswer(useCallback(() => api.getAsset(id), [id]));
  const uses = useAnswer(useCallback(() => api.getUses(id), [id]));
  const heading = useId();
  return (
    <section className={styles.detail} aria-labelledby={heading}>
      <header className={styles.head}>
        <h2 id={heading}>{titleOf(item)}</h2>
        <IconButton label="Close details" keys="escape" icon={<X />} onClick={onClose} />
      </header>
      <div className={styles.scroller}>
        <Player item={item} />
        <div className={styles.acts}>
          {children}
          <Tools item={item} acts={acts} />
        </div>
        <Name key={id} item={item} acts={acts} />
        {record.value?.recipe?.note ? (
          <p className={styles.note}>{record.value.recipe.note}</p>
        ) : null}
        {record.value?.recipe?.prompt ? (
          <p className={styles.prompt}>{record.value.recipe.prompt}</p>
        ) : null}
        <Facts facts={factsOf(item, record.value)} />
        <Inputs asset={record.value} />
        <Where uses={uses.value} item={item} />
        {record.problem ? <p className={styles.note}>{record.problem.message}</p> : null}
      </div>
    </section>
  );
}

function Tools({ item, acts }: Pick<Props, 'item' | 'acts'>): ReactNode {
  if (item.trashed_at !== null) {
    return (
      <>
        <Button size="small" icon={<RotateCcw />} onClick={() => acts.restore([item])}>
          Restore
        </Button>
        <Confirm
          title="Delete forever"
          question="Delete it forever?"
          onConfirm={() => acts.remove([item])}
        />
      </>
    );
  }
  return (
    <>
      <IconButton
        label={item.favourite ? 'No longer a favourite' : 'Favourite'}
        keys="f"
        pressed={item.favourite}
        icon={<Star className={item.favourite ? styles.starred : undefined} />}
        onClick={() => acts.star([item], !item.favourite)}
      />
      <IconButton
        label="Download"
        keys="d"
        icon={<Download />}
        onClick={() => acts.download([item])}
      />
      <IconButton
        label="Throw away"
        keys="delete"
        icon={<Trash2 />}
        onClick={() => acts.trash([item])}
      />
    </>
  );
}

/** Written when the field is left or Enter is pressed; Escape takes it back. */
function Name({ item, acts }: Pick<Props, 'item' | 'acts'>): ReactNode {
  const [name, setName] = useState(item.name);
  const save = (): void => {
    if (name.trim() !== item.name) acts.rename(item, name.trim());
  };
  return (
    <Input
      aria-label="Name"
      placeholder="Give it a name"
      maxLength={200}
      value={name}
      onChange={(event) => setName(event.target.value)}
      onBlur={save}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') save();
        if (event.key === 'Escape') setName(item.name);
      }}
    />
  );
}

function Facts({ facts }: { facts: readonly Fact[] }): ReactNode {
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Inputs({ asset }: { asset: Asset | null }): ReactNode {
  const ids = [...new Set(asset?.recipe?.inputs ?? [])];
  if (ids.length === 0) return null;
  return (
    <div className={styles.group}>
      <h3>Made from</h3>
      <ul className={styles.inputs}>
        {ids.map((id, at) => (
          <li key={id}>
            <Thumbnail
              src={api.thumbnailUrl(id, 64)}
              alt={`Input ${at + 1}`}
              width={48}
              ratio={1}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Where({ uses, item }: { uses: Uses | null; item: LibraryItem }): ReactNode {
  if (!uses) return null;
  const more = [
    uses.made_from_it === 1 ? 'Another asset was made from it.' : '',
    uses.made_from_it > 1 ? `${uses.made_from_it} assets were made from it.` : '',
    uses.presets > 0 ? 'A preset uses it.' : '',
    uses.running ? 'A run works with it now.' : '',
    item.leaves_at === null
      ? ''
      : `In the trash: ${leftWords(item.leaves_at, Date.now()).toLowerCase()}.`,
  ].filter(Boolean);
  return (
    <div className={styles.group}>
      <h3>Used on</h3>
      {uses.canvases.length === 0 ? <p className={styles.note}>No canvas uses it.</p> : null}
      <ul className={styles.canvases}>
        {uses.canvases.map((canvas) => (
          <li key={canvas.id}>
            {canvas.trashed ? (
              <span>{canvas.name} (in the trash)</span>
            ) : (
              <Link href={`/canvas/${canvas.id}`}>{canvas.name}</Link>
            )}
          </li>
        ))}
      </ul>
      {more.map((line) => (
        <p key={line} className={styles.note}>
          {line}
        </p>
      ))}
    </div>
  );
}
