/** The pictures that a storyboard is given, each with what it is for. */
import { ImagePlus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSession } from '@/sync/use-session';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { Select } from '@/ui/select';
import { Thumbnail } from '@/ui/thumbnail';
import { TypeIcon } from '@/ui/value-type';
import { useFileDrop } from '../../assets/use-file-drop';
import { ChooseFile } from '../media/choose-file';
import { addReference } from './add-reference';
import styles from './references.module.css';
import { type Picture, REFERENCE, usePictures } from './use-pictures';

const MOST = 8;
const THUMBNAIL = 84;

/** In the words that wires have for it everywhere. */
const ROLES = [
  { value: 'subject', label: 'Product' },
  { value: 'character', label: 'Character' },
  { value: 'object', label: 'Prop' },
  { value: 'background', label: 'Place' },
] as const;
const SAME: Readonly<Record<string, string>> = {
  face: 'character',
  prop: 'object',
  environment: 'background',
};

export function References({ id }: { id: string }): ReactNode {
  const session = useSession();
  const pictures = usePictures(id);
  const add = (file: File): void => addReference(session, id, file);
  const drop = useFileDrop(add);
  return (
    <div className={styles.field} data-over={drop.isOver || undefined} {...drop.handlers}>
      <div className={styles.head}>
        <span>References</span>
        {pictures.length < MOST ? (
          <ChooseFile accept="image/*" label="Add a reference" onFile={add}>
            {(open) => (
              <Button
                size="small"
                variant="quiet"
                className="nodrag"
                icon={<ImagePlus />}
                onClick={open}
              >
                Add a picture
              </Button>
            )}
          </ChooseFile>
        ) : null}
      </div>
      {pictures.length > 0 ? (
        <ul className={styles.tiles} aria-label="References">
          {pictures.map((picture, at) => (
            <Tile
              key={picture.edge?.id ?? picture.assets[0]}
              id={id}
              picture={picture}
              place={at + 1}
            />
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function Tile({ id, picture, place }: { id: string; picture: Picture; place: number }): ReactNode {
  const { api, document } = useSession();
  const { edge, label, assets } = picture;
  const use = SAME[picture.use] ?? picture.use;
  const role = ROLES.find(({ value }) => value === use)?.value ?? 'subject';
  const [asset] = assets;
  const remove = (): void => {
    if (edge) document.removeEdges([edge.id]);
    else {
      const held = document.node(id)?.parameters[REFERENCE];
      const kept = Array.isArray(held) ? held.filter((one) => one !== asset) : [];
      document.setParameter(id, REFERENCE, kept.length > 0 ? kept : undefined);
    }
  };
  return (
    <li className={`${styles.tile} nodrag`}>
      <div className={styles.picture} title={label}>
        {asset ? (
          <Thumbnail
            src={`${api.assetUrl(asset)}/thumbnail`}
            alt={label}
            width={THUMBNAIL}
            ratio={4 / 3}
          />
        ) : (
          <span className={styles.none} role="img" aria-label={`${label}: nothing yet`}>
            <TypeIcon type="image" />
          </span>
        )}
        {assets.length > 1 ? <span className={styles.many}>+{assets.length - 1}</span> : null}
        <IconButton
          size="small"
          className={styles.remove}
          label={`Take ${label} out`}
          icon={<X />}
          onClick={remove}
        />
      </div>
      {edge ? (
        <Select
          size="small"
          quiet
          label={`${label}, reference ${place}, is`}
          value={role}
          options={ROLES}
          onChange={(next) => document.setUse(edge.id, next)}
        />
      ) : (
        <span className={styles.role}>Product</span>
      )}
    </li>
  );
}
