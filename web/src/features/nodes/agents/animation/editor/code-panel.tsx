/** The code of a version: its files, read and written; saving makes it the base of the next version. */
import { FileCode2, Save, Undo2 } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { AnimationProject } from '@/core/animation-project';
import type { Fault } from '@/core/animation-questions';
import { useMay } from '@/sync/use-session';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { VisuallyHidden } from '@/ui/visually-hidden';
import { FaultList } from '../fault-list';
import { dropEdits, editCode, useCodeEdits } from './code-edits';
import styles from './code-panel.module.css';
import { CodeView } from './code-view';
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
  const paths = Object.keys(files).sort((one, other) => rank(one, entry) - rank(other, entry));
  const [chosen, setChosen] = useState(entry);
  const [target, setTarget] = useState<{ line: number } | null>(null);
  const edits = useCodeEdits(id);
  const save = useSaveCode(project, edits, onSaved);
  const path = chosen in files ? chosen : (paths[0] ?? '');
  const before = files[path] ?? '';
  const shown = [...faults, ...save.faults];
  const go = (fault: Fault): void => {
    if (fault.file === null || !(fault.file in files)) return;
    setChosen(fault.file);
    setTarget({ line: fault.line ?? 1 });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: each choice is gone to once
  useEffect(() => {
    if (wanted) go(wanted);
  }, [wanted]);
  const hasEdits = Object.keys(edits).length > 0;
  return (
    <section className={styles.panel} aria-label="Code">
      <div className={styles.head}>
        <ul className={styles.files} aria-label="Files">
          {paths.map((one) => (
            <li key={one}>
              <button
                type="button"
                className={styles.file}
                aria-current={one === path || undefined}
                onClick={() => setChosen(one)}
              >
                <FileCode2 aria-hidden="true" />
                {one}
                {one in edits ? (
                  <span className={styles.dot}>
                    <VisuallyHidden>changed</VisuallyHidden>
                  </span>
                ) : null}
              </button>
            </li>
          ))}
        </ul>
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
      <CodeView
        key={`${id} ${path}`}
        name={path}
        code={edits[path] ?? before}
        faults={shown.filter(({ file }) => file === path)}
        target={target}
        isReadOnly={!may.run}
        onChange={(code) => editCode(id, path, code, before)}
        onSave={() => hasEdits && void save.save()}
      />
      <p id="code-keys" className={styles.keys}>
        Esc, then Tab, leaves the code.
      </p>
    </section>
  );
}

const rank = (path: string, entry: string): number => (path === entry ? 0 : 1);
