/** The body of a kind that has none of its own, drawn from its declaration alone. */
import type { ReactNode } from 'react';
import type { NodeBodyProps } from '@/sync/slots';
import { fieldsOf, mainText } from '../form/fields';
import { MakerBody } from './maker-body';
import { fileParameters, MediaBody } from './media-body';
import { NumberBody, onlyNumber } from './number-body';
import { TextBody } from './text-body';
import styles from './text-body.module.css';

export function PlainBody(props: NodeBodyProps): ReactNode {
  const { kind } = props;
  if (kind.runs) return <MakerBody {...props} />;
  if (fileParameters(kind)) return <MediaBody {...props} />;
  const fields = fieldsOf(kind, null);
  if (mainText(fields)) return <TextBody {...props} />;
  if (onlyNumber(fields)) return <NumberBody {...props} />;
  return <p className={styles.text}>{kind.description}</p>;
}
