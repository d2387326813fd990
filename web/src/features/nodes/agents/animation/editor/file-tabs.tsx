/** The files of a version side by side, with what was done to each. */
import { FileCode2, FileX2 } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import type { Paths } from '@/core/animation-project';
import { VisuallyHidden } from '@/ui/visually-hidden';
import type { Edits } from './code-edits';
import styles from './file-tabs.module.css';

type Props = {
  paths: Paths;
  edits: Edits;
  /** Those that the version has. */
  files: Readonly<Record<string, string>>;
  chosen: string;
  onChoose: (path: string) => void;
};

export function FileTabs({ paths, edits, files, chosen, onChoose }: Props): ReactNode {
  const list = useRef<HTMLUListElement>(null);
  useInSight(list, chosen);
  return (
    <ul ref={list} className={styles.files} aria-label="Files">
      {paths.map((path) => {
        const isDeleted = edits[path] === null;
        return (
          <li key={path}>
            <button
              type="button"
              className={styles.file}
              aria-current={path === chosen || undefined}
              data-deleted={isDeleted || undefined}
              onClick={() => onChoose(path)}
            >
              {isDeleted ? <FileX2 aria-hidden="true" /> : <FileCode2 aria-hidden="true" />}
              <span>{path}</span>
              {path in edits ? (
                <span className={isDeleted ? undefined : styles.dot}>
                  <VisuallyHidden>
                    {isDeleted ? 'deleted' : path in files ? 'changed' : 'new'}
                  </VisuallyHidden>
                </span>
              ) : null}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** The chosen one is scrolled to where it can be seen. */
function useInSight(list: RefObject<HTMLUListElement | null>, chosen: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another one is chosen
  useEffect(() => {
    const button = list.current?.querySelector('[aria-current]');
    button?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [list, chosen]);
}
