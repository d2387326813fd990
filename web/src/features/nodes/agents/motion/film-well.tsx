/** The place for a film: dropped, chosen, or fetched from an address. */
import { FilmIcon } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Button } from '@/ui/button';
import { useFileDrop } from '../../assets/use-file-drop';
import { ChooseFile } from '../media/choose-file';
import { UploadNote } from '../media/upload-note';
import type { OwnMedia } from '../media/use-own-media';
import styles from './film-well.module.css';

type Props = { film: OwnMedia; isMissed: boolean };

export function FilmWell({ film, isMissed }: Props): ReactNode {
  const drop = useFileDrop(film.take);
  const isBusy = film.upload.fraction !== null;
  if (film.edge) {
    return (
      <div className={styles.well}>
        <FilmIcon aria-hidden="true" />
        <p>{film.from} has no film yet. Run it, then come back.</p>
      </div>
    );
  }
  return (
    <div
      className={styles.well}
      data-over={drop.isOver || undefined}
      data-missed={isMissed || undefined}
      {...drop.handlers}
    >
      <FilmIcon aria-hidden="true" />
      <p role={isMissed ? 'alert' : undefined}>
        {isMissed ? 'There is no film to look at yet.' : 'Drop a film here, or connect one'}
      </p>
      <ChooseFile accept="video/*" label="Film" onFile={film.take}>
        {(open) => (
          <Button size="small" className="nodrag" busy={isBusy} onClick={open}>
            Choose a file
          </Button>
        )}
      </ChooseFile>
      <AddressField onAddress={film.take} />
      <UploadNote upload={film.upload} />
    </div>
  );
}

function AddressField({ onAddress }: { onAddress: (address: string) => void }): ReactNode {
  const [address, setAddress] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (address.trim() !== '') onAddress(address.trim());
  };
  return (
    <form className={`${styles.address} nodrag`} onSubmit={submit}>
      <input
        type="url"
        aria-label="Address of a film"
        placeholder="or paste the address of a file"
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
        onPaste={(event) => {
          const text = event.clipboardData.getData('text/plain').trim();
          if (address !== '' || !/^https?:\/\/\S+$/i.test(text)) return;
          event.preventDefault();
          setAddress(text);
          onAddress(text);
        }}
      />
    </form>
  );
}
