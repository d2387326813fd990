/** What home puts into the bar: the search, and the button for a new canvas. */
import { Plus, Search, X } from 'lucide-react';
import { useRef } from 'react';
import { useShortcuts } from '@/lib/use-shortcuts';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { Input } from '@/ui/input';
import { Kbd } from '@/ui/kbd';
import { Tooltip } from '@/ui/tooltip';
import { focusCard } from './card-focus';
import styles from './home-bar.module.css';
import { HOME_KEYS } from './home-keys';
import { useHomeView } from './use-home-view';
import { useStart } from './use-start';

export function HomeBar() {
  const field = useRef<HTMLInputElement>(null);
  const { query, search } = useHomeView();
  const { start, isStarting } = useStart();
  const create = (): void => start({ name: 'Untitled' });
  useShortcuts([
    { ...HOME_KEYS.search, run: () => field.current?.focus() },
    { ...HOME_KEYS.create, run: create },
  ]);
  return (
    <div className={styles.bar}>
      <search className={styles.search}>
        <Input
          ref={field}
          type="search"
          aria-label="Search canvases"
          aria-keyshortcuts="/"
          placeholder="Search canvases"
          icon={<Search />}
          value={query}
          onChange={(event) => search(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              if (query === '') event.currentTarget.blur();
              search('');
            }
            if (event.key === 'ArrowDown' && focusCard(0)) event.preventDefault();
          }}
          trailing={
            query === '' ? (
              <span className={styles.keys}>
                <Kbd keys="/" />
              </span>
            ) : (
              <IconButton
                size="small"
                label="Clear search"
                icon={<X />}
                onClick={() => {
                  search('');
                  field.current?.focus();
                }}
              />
            )
          }
        />
      </search>
      <Tooltip text="New canvas" keys={HOME_KEYS.create.keys}>
        <Button
          variant="primary"
          icon={<Plus />}
          busy={isStarting}
          aria-label="New canvas"
          className={styles.create}
          onClick={create}
        >
          <span className={styles.words}>New canvas</span>
        </Button>
      </Tooltip>
    </div>
  );
}
