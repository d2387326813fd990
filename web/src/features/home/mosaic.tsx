/** The newest pictures of a canvas, side by side; a quiet ground while there are none. */
import { Thumbnail } from '@/ui/thumbnail';
import styles from './mosaic.module.css';

const WHOLE = 320;
const PART = 160;

type Props = { pictures: readonly string[]; isEmpty: boolean };

export function Mosaic({ pictures, isEmpty }: Props) {
  const shown = pictures.slice(0, 4);
  if (shown.length === 0) {
    // Drawn by the style: for those who listen, the card's own words say it.
    return <div className={styles.ground} data-words={isEmpty ? 'Empty' : 'No pictures yet'} />;
  }
  return (
    <div className={styles.mosaic} data-count={shown.length}>
      {shown.map((picture) => (
        <Thumbnail
          key={picture}
          src={picture}
          alt=""
          width={shown.length === 1 ? WHOLE : PART}
          className={styles.picture}
        />
      ))}
    </div>
  );
}
