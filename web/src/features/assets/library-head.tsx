/** Over the library's pictures: the search, the filters, storage, the way to the trash. */
import { ArrowLeft, Trash2 } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import type { Facets } from '@/api/library-types';
import { Button } from '@/ui/button';
import type { Choice } from './filter';
import { FilterBar, SearchField } from './filter-bar';
import styles from './library-head.module.css';
import { StorageButton } from './storage-button';

type Props = {
  field: RefObject<HTMLInputElement | null>;
  choice: Choice;
  facets: Facets | null;
  isSmall: boolean;
  /** Changes when files come or go. */
  version: number;
  onChoose: (choice: Choice) => void;
  onDown: () => void;
  children?: ReactNode;
};

export function LibraryHead(props: Props): ReactNode {
  const { field, choice, facets, isSmall, version, onChoose, onDown, children } = props;
  const change = (more: Partial<Choice>): void => onChoose({ ...choice, ...more });
  return (
    <div className={styles.head} data-small={isSmall || undefined}>
      <div className={styles.line}>
        {children}
        <SearchField
          field={field}
          value={choice.search ?? ''}
          hasKey={!isSmall}
          onSearch={(search) => change({ search })}
          onDown={onDown}
        />
      </div>
      <div className={styles.line}>
        <FilterBar choice={choice} facets={facets} isSmall={isSmall} onChoose={change} />
        {isSmall ? null : (
          <div className={styles.side}>
            <StorageButton version={version} />
            <Button
              size="small"
              variant="quiet"
              icon={choice.trashed ? <ArrowLeft /> : <Trash2 />}
              onClick={() => onChoose(choice.trashed ? {} : { trashed: true })}
            >
              {choice.trashed ? 'All assets' : trashTitle(facets?.trashed ?? 0)}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}

const trashTitle = (count: number): string => (count > 0 ? `Trash (${count})` : 'Trash');
