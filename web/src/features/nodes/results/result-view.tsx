/** A result of any type, filling its card. */
import { Maximize2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SingleValue } from '@/core/values';
import { IconButton } from '@/ui/icon-button';
import { Film } from './film';
import { Picture } from './picture';
import styles from './result-view.module.css';
import { Sound } from './sound';
import { columnsFor, isMediaTake, isSeen, keyOf, type MediaTake, type Take } from './takes';

type Props = {
  takes: readonly Take[];
  /** What the results show, for those who cannot see them. */
  alt: string;
  /** Of the card. */
  width: number;
  ratio: number;
  compact: boolean;
  onOpen: (take: MediaTake) => void;
};

export function ResultView({ takes, alt, width, ratio, compact, onOpen }: Props): ReactNode {
  const [first] = takes;
  if (!first) return null;
  if (takes.length === 1) {
    return isMediaTake(first) ? (
      <MediaResult
        key={keyOf(first)}
        take={first}
        alt={alt}
        width={width}
        ratio={ratio}
        compact={compact}
      />
    ) : (
      <Words value={first.value} />
    );
  }
  if (!takes.every(isSeen)) return <WordList takes={takes} />;
  const columns = columnsFor(takes.length, ratio);
  const inLastRow = takes.length % columns;
  return (
    <ul className={styles.grid} style={{ '--columns': columns }} aria-label={alt}>
      {takes.map((take, index) => {
        const isStretched = inLastRow > 0 && index === takes.length - 1;
        const span = isStretched ? columns - inLastRow + 1 : 1;
        return (
          <li key={keyOf(take)} style={{ gridColumn: `span ${span}` }}>
            <Picture
              asset={take.value.asset}
              alt={`${alt}, ${index + 1} of ${takes.length}`}
              width={(width / columns) * span}
            />
            {compact ? null : (
              <IconButton
                size="small"
                className={`${styles.open} nodrag`}
                label={`See picture ${index + 1} large`}
                icon={<Maximize2 />}
                onClick={() => onOpen(take)}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

type MediaProps = {
  take: MediaTake;
  alt: string;
  width: number;
  ratio: number;
  compact: boolean;
};

function MediaResult({ take, alt, width, ratio, compact }: MediaProps): ReactNode {
  const { value } = take;
  if (value.type === 'image') {
    return <Picture asset={value.asset} alt={alt} width={width} ratio={ratio} />;
  }
  if (value.type === 'video') {
    return <Film asset={value.asset} alt={alt} width={width} ratio={ratio} compact={compact} />;
  }
  return <Sound asset={value.asset} alt={alt} compact={compact} />;
}

/** Text, a number or JSON. */
function Words({ value }: { value: SingleValue }): ReactNode {
  if (value.type === 'number') return <p className={styles.number}>{value.number}</p>;
  if (value.type === 'json') {
    return <pre className={`${styles.code} nowheel`}>{JSON.stringify(value.json, null, 2)}</pre>;
  }
  if (value.type === 'text') return <p className={`${styles.text} nowheel`}>{value.text}</p>;
  return null;
}

function WordList({ takes }: { takes: readonly Take[] }): ReactNode {
  return (
    <ol className={`${styles.list} nowheel`}>
      {takes.map((take) => (
        <li key={keyOf(take)}>
          {isMediaTake(take) ? (
            <div className={styles.sound}>
              <Sound asset={take.value.asset} alt={`Sound ${take.item + 1}`} compact={false} />
            </div>
          ) : (
            <Words value={take.value} />
          )}
        </li>
      ))}
    </ol>
  );
}
