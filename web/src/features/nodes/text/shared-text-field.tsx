/** Several lines of a shared text; may be written by several people at once. */
import type { ComponentProps, ReactNode } from 'react';
import { Textarea } from '@/ui/textarea';
import { useSharedText } from './use-shared-text';

type Props = Omit<ComponentProps<typeof Textarea>, 'value' | 'defaultValue' | 'ref' | 'name'> & {
  node: string;
  /** The parameter. */
  name: string;
};

export function SharedTextField({ node, name, ...rest }: Props): ReactNode {
  return (
    <Textarea {...rest} ref={useSharedText(node, name)} spellCheck={rest.spellCheck ?? true} />
  );
}
