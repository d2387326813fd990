/** What is wrong with a film or its code, in words and with its place. */
import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Fault } from '@/core/animation-questions';
import styles from './fault-list.module.css';

type Props = {
  faults: readonly Fault[];
  /** Go to where it is; only faults with a place lead there. */
  onChoose?: ((fault: Fault) => void) | undefined;
};

export function FaultList({ faults, onChoose }: Props): ReactNode {
  if (faults.length === 0) return null;
  return (
    <ul className={styles.faults} aria-label="What is wrong">
      {faults.map((fault, at) => {
        const place = placeOf(fault);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes its order
          <li key={at} data-sure={fault.isSure || undefined}>
            {fault.isSure ? (
              <CircleAlert aria-label="Fault" />
            ) : (
              <TriangleAlert aria-label="Warning" />
            )}
            <p>
              {fault.message}{' '}
              {place && onChoose ? (
                <button type="button" className="nodrag" onClick={() => onChoose(fault)}>
                  {place}
                </button>
              ) : place ? (
                <span>{place}</span>
              ) : null}
            </p>
          </li>
        );
      })}
    </ul>
  );
}

/** `src/main.tsx:12`, `scene 2, frame 40`. */
function placeOf({ file, line, frame, scene }: Fault): string {
  if (file) return line === null ? file : `${file}:${line}`;
  const parts = [scene === null ? '' : `scene ${scene}`, frame === null ? '' : `frame ${frame}`];
  return parts.filter(Boolean).join(', ');
}
