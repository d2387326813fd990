/** Somebody of one's own: a name, and the pictures that are sent with the references. */
import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useNodeParameters, useSession } from '@/sync/use-session';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { Input } from '@/ui/input';
import { Thumbnail } from '@/ui/thumbnail';
import type { ControlProps } from '../form/control';
import styles from './character-control.module.css';
import { useOwnUpload } from './use-own-upload';

const MOST = 4;

export function CharacterControl({ node, value, onChange, frame }: ControlProps): ReactNode {
  const { api, document } = useSession();
  const parameters = useNodeParameters(node);
  const assets = Array.isArray(value) ? value.map(String) : [];
  const put = (next: readonly string[]): void => onChange(next.length > 0 ? [...next] : undefined);
  const upload = useOwnUpload(node, (made) => put([...assets, ...made].slice(0, MOST)));
  const name = parameters?.character_name;
  return (
    <div className={styles.character}>
      {upload.chooser}
      {assets.length > 0 ? (
        <ul className={styles.pictures}>
          {assets.map((asset, at) => (
            <li key={asset} className={styles.picture}>
              <Thumbnail
                src={`${api.assetUrl(asset)}/thumbnail`}
                alt={`Picture ${at + 1} of the character`}
                width={56}
                ratio={1}
              />
              <IconButton
                size="small"
                className={styles.out ?? ''}
                label={`Take picture ${at + 1} out`}
                icon={<X />}
                onClick={() => put(assets.filter((one) => one !== asset))}
              />
            </li>
          ))}
        </ul>
      ) : null}
      <div className={styles.line}>
        {assets.length > 0 ? (
          <Input
            aria-label="Name of the character"
            placeholder="Name, to be mentioned by @"
            maxLength={80}
            value={typeof name === 'string' ? name : ''}
            onChange={(event) =>
              document.setParameter(node, 'character_name', event.currentTarget.value || undefined)
            }
          />
        ) : null}
        <Button
          id={frame.id}
          aria-describedby={frame['aria-describedby']}
          size="small"
          icon={<Plus />}
          busy={upload.isBusy}
          disabled={assets.length >= MOST}
          onClick={upload.open}
        >
          {assets.length > 0 ? 'More' : 'Choose pictures'}
        </Button>
      </div>
    </div>
  );
}
