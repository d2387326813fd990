/** The picture of the product: connected, or dropped here. */
import { ImagePlus, Replace, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSession } from '@/sync/use-session';
import { IconButton } from '@/ui/icon-button';
import { Thumbnail } from '@/ui/thumbnail';
import { useFileDrop } from '../../assets/use-file-drop';
import { ChooseFile } from '../media/choose-file';
import { UploadNote } from '../media/upload-note';
import type { OwnMedia } from '../media/use-own-media';
import styles from './product-picture.module.css';

type Props = { picture: OwnMedia; name: string };

export function ProductPicture({ picture, name }: Props): ReactNode {
  const drop = useFileDrop(picture.take);
  const isHeld = picture.edge === null && picture.asset !== null;
  return (
    <div className={styles.well}>
      <div className={styles.place} data-over={drop.isOver || undefined} {...drop.handlers}>
        <ChooseFile accept="image/*" label="Picture of the product" onFile={picture.take}>
          {(open) => (
            <>
              {picture.asset ? (
                <Shown picture={picture} name={name} />
              ) : picture.edge ? (
                <span className={styles.waiting}>{picture.from} has no picture yet</span>
              ) : (
                <button type="button" className={styles.add} onClick={open}>
                  <ImagePlus aria-hidden="true" />
                  Add a picture
                </button>
              )}
              {isHeld ? (
                <span className={styles.tools}>
                  <IconButton
                    size="small"
                    label="Replace the picture"
                    data-for="edit"
                    icon={<Replace />}
                    onClick={open}
                  />
                  <IconButton
                    size="small"
                    label="Take the picture out"
                    data-for="edit"
                    icon={<X />}
                    onClick={picture.clear}
                  />
                </span>
              ) : null}
            </>
          )}
        </ChooseFile>
      </div>
      <UploadNote upload={picture.upload} />
    </div>
  );
}

function Shown({ picture, name }: { picture: OwnMedia; name: string }): ReactNode {
  const { api } = useSession();
  const from = picture.edge ? `, from ${picture.from}` : '';
  return (
    <Thumbnail
      className={styles.picture}
      src={`${api.assetUrl(picture.asset ?? '')}/thumbnail`}
      alt={`${name || 'The product'}${from}`}
      width={112}
      ratio={1}
      fit="contain"
      colour={picture.record?.color ?? null}
    />
  );
}
