/** Several lines of a shared text; may be written by several people at once. */
import {
  type ComponentProps,
  type ReactNode,
  type RefCallback,
  Suspense,
  useCallback,
  useState,
} from 'react';
import { lazy } from '@/lib/lazy';
import { useKind } from '@/sync/use-session';
import { Textarea } from '@/ui/textarea';
import { useSharedText } from './use-shared-text';

/** Loaded when somebody first writes the sign. */
const MentionList = lazy(() =>
  import('./mention-list').then((module) => ({ default: module.MentionList })),
);

type Props = Omit<ComponentProps<typeof Textarea>, 'value' | 'defaultValue' | 'ref' | 'name'> & {
  node: string;
  /** The parameter. */
  name: string;
};

export function SharedTextField({ node, name, onInput, ...rest }: Props): ReactNode {
  const kind = useKind(node);
  const bind = useSharedText(node, name);
  const [field, setField] = useState<HTMLTextAreaElement | null>(null);
  const [mentions, setMentions] = useState(false);
  const ref: RefCallback<HTMLTextAreaElement> = useCallback(
    (element) => {
      setField(element);
      const release = element && bind(element);
      return () => {
        if (typeof release === 'function') release();
        setField(null);
      };
    },
    [bind],
  );
  const isPrompt = kind?.parameters.properties?.[name]?.['x-control'] === 'prompt';
  return (
    <>
      <Textarea
        {...rest}
        ref={ref}
        spellCheck={rest.spellCheck ?? true}
        onInput={(event) => {
          if (isPrompt && event.currentTarget.value.includes('@')) setMentions(true);
          onInput?.(event);
        }}
      />
      {kind && field && mentions ? (
        <Suspense fallback={null}>
          <MentionList field={field} node={node} kind={kind} />
        </Suspense>
      ) : null}
    </>
  );
}
