/** The library: filters, the pictures, what is chosen of them, one in full. A page, or a panel of a canvas. */
import {
  type DragEvent,
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { api } from '@/api/koda-api';
import type { LibraryItem } from '@/api/library-types';
import { ASSETS_TYPE, encodeAssets } from '@/core/asset-drag';
import { isTyping } from '@/lib/keys';
import { Button } from '@/ui/button';
import { Detail } from './detail';
import { type Choice, filterOf } from './filter';
import { Grid } from './grid';
import { LibraryHead } from './library-head';
import styles from './library-view.module.css';
import { Away, Nothing } from './nothing';
import { SelectionBar } from './selection-bar';
import { SkeletonRows } from './skeleton-rows';
import { type Acts, type Items, useActs } from './use-acts';
import { useAnswer } from './use-answer';
import { type Chosen, useChosen } from './use-chosen';
import { useLibrary } from './use-library';
import { keyActs } from './use-library-keys';

type Props = {
  choice: Choice;
  onChoose: (choice: Choice) => void;
  /** In a panel: smaller, with less to choose. */
  isSmall?: boolean;
  /** Changes when there is reason to look for new assets. */
  pulse?: number;
  /** Put assets on the canvas; with it, opening an asset places it. */
  onPlace?: ((items: Items) => void) | undefined;
  /** Stands before the search. */
  children?: ReactNode;
};

export function LibraryView(props: Props): ReactNode {
  const { choice, onChoose, isSmall = false, pulse = 0, onPlace, children } = props;
  const filter = useMemo(() => filterOf(choice, Date.now()), [choice]);
  const { library, state } = useLibrary(filter, pulse);
  const [version, setVersion] = useState(0);
  const changed = useCallback(() => setVersion((now) => now + 1), []);
  const acts = useActs(library, changed);
  const facets = useFacets(version + pulse);
  const field = useRef<HTMLInputElement>(null);
  const view = useRef<HTMLDivElement>(null);
  const isTrash = choice.trashed === true;
  const place = isTrash ? undefined : onPlace;
  const chosen = useChosen(state.items, onPlace === undefined);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== '/' || isTyping(event.target)) return;
    event.preventDefault();
    field.current?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the keys of what stands in it
    <div ref={view} className={styles.view} data-small={isSmall || undefined} onKeyDown={onKeyDown}>
      <div className={styles.main}>
        <LibraryHead
          field={field}
          choice={choice}
          facets={facets}
          isSmall={isSmall}
          version={version}
          onChoose={onChoose}
          onDown={() => focusFirst(view.current)}
        >
          {children}
        </LibraryHead>
        {state.problem ? (
          <Away problem={state.problem} onRetry={() => void library.load()} />
        ) : null}
        {state.items === null && !state.problem ? <SkeletonRows isSmall={isSmall} /> : null}
        {state.items?.length === 0 ? (
          <Nothing choice={choice} onClear={() => onChoose(isTrash ? { trashed: true } : {})} />
        ) : null}
        {state.items && state.items.length > 0 ? (
          <Pictures
            items={state.items}
            hasMore={state.next !== null}
            isSmall={isSmall}
            isTrash={isTrash}
            acts={acts}
            chosen={chosen}
            onMore={() => void library.more()}
            onOpen={place ?? chosen.showDetail}
          />
        ) : null}
        {chosen.items.length > (isSmall ? 0 : 1) ? (
          <div className={styles.selection}>
            <SelectionBar
              items={chosen.items}
              acts={acts}
              isTrash={isTrash}
              isSmall={isSmall}
              onPlace={place}
              onDetail={() => chosen.showDetail(chosen.items)}
              onClear={chosen.clear}
            />
          </div>
        ) : null}
      </div>
      {chosen.detail ? (
        <InFull item={chosen.detail} acts={acts} chosen={chosen} onPlace={place} />
      ) : null}
    </div>
  );
}

function useFacets(version: number) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again for each version
  const question = useCallback(() => api.getFacets(), [version]);
  return useAnswer(question, true).value;
}

function focusFirst(view: HTMLElement | null): void {
  view?.querySelector<HTMLElement>('[role="option"][tabindex="0"]')?.focus();
}

type PicturesProps = {
  items: Items;
  hasMore: boolean;
  isSmall: boolean;
  isTrash: boolean;
  acts: Acts;
  chosen: Chosen;
  onMore: () => void;
  onOpen: (items: Items) => void;
};

function Pictures({ isTrash, acts, chosen, onOpen, ...grid }: PicturesProps): ReactNode {
  const latest = useRef({ acts, chosen, onOpen });
  useEffect(() => {
    latest.current = { acts, chosen, onOpen };
  });
  // The same functions for as long as there are pictures: tiles are not drawn again for them.
  const events = useMemo(
    () => ({
      onOpen: (item: LibraryItem) => latest.current.onOpen([item]),
      onStar: (item: LibraryItem) => latest.current.acts.star([item], !item.favourite),
      onDrag: (item: LibraryItem, event: DragEvent) => {
        event.dataTransfer.effectAllowed = 'copy';
        event.dataTransfer.setData(ASSETS_TYPE, encodeAssets(latest.current.chosen.with(item)));
      },
    }),
    [],
  );
  return (
    <Grid
      {...grid}
      {...events}
      label={isTrash ? 'Assets in the trash' : 'Assets'}
      selected={chosen.selection.ids}
      onPress={chosen.press}
      onWalk={chosen.walk}
      onKey={keyActs({ acts, chosen, isTrash, open: onOpen })}
    />
  );
}

type InFullProps = {
  item: LibraryItem;
  acts: Acts;
  chosen: Chosen;
  onPlace: ((items: Items) => void) | undefined;
};

function InFull({ item, acts, chosen, onPlace }: InFullProps): ReactNode {
  return (
    <aside
      className={styles.detail}
      aria-label="Details"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        chosen.hideDetail();
      }}
    >
      <Detail item={item} acts={acts} onClose={chosen.hideDetail}>
        {onPlace ? (
          <Button size="small" variant="primary" onClick={() => onPlace([item])}>
            Place
          </Button>
        ) : null}
      </Detail>
    </aside>
  );
}
