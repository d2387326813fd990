/** A file of the library: what it is, and ways to choose another or none. */
import { FileUp, Trash2, Upload as UploadIcon } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { useSession } from '@/sync/use-session';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { ProgressLine } from '@/ui/progress-line';
import { Thumbnail } from '@/ui/thumbnail';
import { useAsset } from '../assets/use-asset';
import { ACCEPTED, useUpload } from '../assets/use-upload';
import { formatSize } from '../words';
import styles from './asset-control.module.css';
import type { ControlProps } from './control';

export function AssetControl({ node, kind, field, value, onChange }: ControlProps): ReactNode {
  const chooser = useRef<HTMLInputElement>(null);
  const upload = useUpload(node, kind, field.name);
  const id = typeof value === 'string' ? value : null;
  const isBusy = upload.fraction !== null;
  return (
    <div className={styles.asset}>
      <input
        ref={chooser}
        type="file"
        hidden
        accept={ACCEPTED}
        aria-label={field.title}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file) upload.start(file);
        }}
      />
      {id === null ? null : <AssetLine id={id} />}
      {upload.fraction === null ? null : (
        <ProgressLine label="Upload" fraction={upload.fraction < 1 ? upload.fraction : null} />
      )}
      {upload.problem ? (
        <p className={styles.problem}>
          {upload.problem.message} {upload.problem.remedy}
        </p>
      ) : null}
      <div className={styles.row}>
        <Button
          size="small"
          icon={id === null ? <UploadIcon /> : <FileUp />}
          busy={isBusy}
          onClick={() => chooser.current?.click()}
        >
          {id === null ? 'Choose a file' : 'Replace'}
        </Button>
        {id === null ? null : (
          <IconButton
            size="small"
            label="Take the file out"
            icon={<Trash2 />}
            onClick={() => onChange(undefined)}
          />
        )}
      </div>
    </div>
  );
}

const TITLES = { image: 'Picture', video: 'Film', audio: 'Sound', file: 'File' };

function AssetLine({ id }: { id: string }): ReactNode {
  const { api } = useSession();
  const { asset, problem } = useAsset(id);
  if (problem) return <p className={styles.problem}>{problem.message}</p>;
  const pixels = asset?.width && asset.height ? `${asset.width} × ${asset.height}` : '';
  const size = asset ? formatSize(asset.size) : '';
  return (
    <div className={styles.line}>
      {asset?.kind === 'audio' ? null : (
        <Thumbnail
          className={styles.thumbnail}
          src={`${api.assetUrl(id)}/thumbnail`}
          alt=""
          width={56}
          ratio={1}
          colour={asset?.color ?? null}
        />
      )}
      <div className={styles.words}>
        <p className={styles.name}>{asset ? asset.name || TITLES[asset.kind] : ' '}</p>
        <p className={styles.more}>{[pixels, size].filter(Boolean).join(' · ')}</p>
      </div>
    </div>
  );
}
