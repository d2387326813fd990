/** An agent's card from afar: its pictures, or a few large words. */
import type { ReactNode } from 'react';
import { Picture } from '../../results/picture';
import styles from './far-view.module.css';

const MOST = 6;
const WIDTH = 200;

type Props = { pictures: readonly string[]; words: string };

export function FarView({ pictures, words }: Props): ReactNode {
  const count = Math.min(MOST, pictures.length);
  // Of very many some from everywhere.
  const shown = pictures.filter(
    (_, at) =>
      Math.floor(((at + 1) * count) / pictures.length) > Math.floor((at * count) / pictures.length),
  );
  return (
    <div className={styles.far}>
      {shown.length > 0 ? (
        <div className={styles.pictures} data-many={shown.length > 1 || undefined}>
          {shown.map((asset) => (
            <div key={asset} className={styles.cell}>
              <Picture asset={asset} alt="" width={WIDTH} />
            </div>
          ))}
        </div>
      ) : null}
      {words ? <p className={styles.words}>{words}</p> : null}
    </div>
  );
}
