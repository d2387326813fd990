/** A text field for a shared text, as a ref: `<textarea ref={useSharedText(id, 'prompt')} />`. */
import { type RefCallback, useCallback } from 'react';
import { useSession } from '@/sync/use-session';
import { bindText } from './bind-text';

/**
 * The field is not given a `value`: the binding alone writes it, so that a caret stays where it is
 * while somebody else types in the same text.
 */
export function useSharedText(id: string, name: string): RefCallback<HTMLTextAreaElement> {
  const { document } = useSession();
  return useCallback(
    (field: HTMLTextAreaElement | null) =>
      field ? bindText(field, document, id, name) : undefined,
    [document, id, name],
  );
}
