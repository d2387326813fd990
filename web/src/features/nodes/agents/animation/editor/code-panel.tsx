/** The code of a version: its files, read and written; saving makes it the base of the next version. */
import { Save, Undo2 } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { AnimationProject } from '@/core/animation-project';
import type { Fault } from '@/core/animation-questions';
import { useMay } from '@/sync/use-session';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { FaultList } from '../fault-list';
import { OWN_ENGINE } from '../names';
import { dropEdits, type Edits, editCode, useCodeEdits } from './code-edits';
import styles from './code-panel.module.css';
import { CodeView } from './code-view';
import { DeleteFile } from './delete-file';
import { FileTabs } from './file-tabs';
import { NewFile } from './new-file';
import { useSaveCode } from './use-save-code';

type Props = {
  project: AnimationProject;
  faults: readonly Fault[];
  /** A fault that was chosen elsewhere. */
  wanted: Fault | null;
  /** The code was saved under this id. */
  onSaved: (project: string) => void;
};

export function CodePanel({ project, faults, wanted, onSaved }: Props): ReactNode {
  const { id, files, entry } = project;
  const may = useMay();
  const [chosen, setChosen] = useState(entry);
  const [target, setTarget] = useState<{ line: number } | null>(null);
  const edits = useCodeEdits(id);
  const save = useSaveCode(project, edits, onSaved);
  const paths = pathsOf(project, edits);
  const path = paths.includes(chosen) ? chosen : (paths[0] ?? '');
  const before = files[path];
  const code = edits[path] === undefined ? (before ?? '') : edits[path];
  const shown = [...faults, ...save.faults];
  /** Show a file; with a line the caret goes there. */
  const choose = (path: string, line?: number): void => {
    setChosen(path);
    setTarget(line === undefined ? null : { line });
  };
  const add = (path: string): void => {
    editCode(id, path, '', files[path]);
    choose(path, 1);
  };
  const bringBack = (): void => {
    editCode(id, path, before ?? null, before);
    choose(path, 1);
  };
  const go = ({ file, line }: Fault): void => {
    if (file !== null && paths.includes(file)) choose(file, line ?? 1);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: each choice is gone to once
  useEffect(() => {
    if (wanted) go(wanted);
  }, [wanted]);
  const hasEdits = Object.keys(edits).length > 0;
  return (
    <section className={styles.panel} aria-label="Code">
      <div className={styles.head}>
        <FileTabs paths={paths} edits={edits} files={files} chosen={path} onChoose={choose} />
        {may.run && project.engine !== OWN_ENGINE ? (
          <div className={styles.acts}>
            <NewFile paths={paths} example={exampleFor(entry)} onAdd={add} />
            {code === null ? null : (
              <DeleteFile
                key={path}
                path={path}
                isEntry={path === entry}
                onDelete={() => editCode(id, path, null, before)}
              />
            )}
          </div>
        ) : null}
        {hasEdits ? (
          <div className={styles.acts} data-for="run">
            <IconButton label="As it was" icon={<Undo2 />} onClick={() => dropEdits(id)} />
            <Button
              variant="primary"
              icon={<Save />}
              busy={save.isSaving}
              onClick={() => void save.save()}
            >
              Save as next version
            </Button>
          </div>
        ) : null}
      </div>
      {save.problem || shown.length > 0 ? (
        <div className={styles.faults}>
          {save.problem ? (
            <p role="alert">
              {save.problem.message} <span>{save.problem.remedy}</span>
            </p>
          ) : null}
          <FaultList faults={shown} onChoose={go} />
        </div>
      ) : null}
      {code === null ? (
        <div className={styles.gone}>
          <p>The next version is without this file.</p>
          <Button icon={<Undo2 />} autoFocus onClick={bringBack}>
            Bring it back
          </Button>
        </div>
      ) : (
        <>
          <CodeView
            key={`${id} ${path}`}
            name={path}
            code={code}
            faults={shown.filter(({ file }) => file === path)}
            target={target}
            isReadOnly={!may.run}
            onChange={(next) => editCode(id, path, next, before)}
            onSave={() => hasEdits && void save.save()}
          />
          <p id="code-keys" className={styles.keys}>
            Esc, then Tab, leaves the code.
          </p>
        </>
      )}
    </section>
  );
}

/** Those of the project, and new ones; the entry first. */
function pathsOf({ files, entry }: AnimationProject, edits: Edits): string[] {
  const added = Object.keys(edits).filter((path) => !(path in files));
  const others = [...Object.keys(files), ...added].filter((path) => path !== entry);
  return [...(entry in files ? [entry] : []), ...others];
}

/** A path beside the entry, with its ending: `src/part.tsx`. */
const exampleFor = (entry: string): string =>
  entry.replace(/[^/]+?(\.\w+)?$/, (_, ending: string | undefined) => `part${ending ?? ''}`);
