/** An animation over the whole window: its plan, its code, its picture and its time side by side. */
import { Download } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { AnimationProject } from '@/core/animation-project';
import { type Fault, readFaults } from '@/core/animation-questions';
import { useSession } from '@/sync/use-session';
import { Button } from '@/ui/button';
import { Segmented } from '@/ui/segmented';
import { Select } from '@/ui/select';
import { EditorFrame } from '../../../masks/editor-frame';
import type { Animation } from '../use-animation';
import { useProject } from '../use-project';
import { CodePanel } from './code-panel';
import styles from './editor.module.css';
import { PlanPanel } from './plan-panel';
import { PreviewPanel } from './preview-panel';
import { Timeline } from './timeline';
import { type Looked, useLooked } from './use-looked';

type Props = { animation: Animation; onClose: () => void };
type Tab = 'plan' | 'code' | 'preview';

const TABS = [
  { value: 'plan', label: 'Plan' },
  { value: 'code', label: 'Code' },
  { value: 'preview', label: 'Preview' },
] as const;

export function Editor({ animation, onClose }: Props): ReactNode {
  const looked = useLooked(animation);
  const { project, problem } = useProject(looked.project);
  const [tab, setTab] = useState<Tab>('plan');
  const [frame, setFrame] = useState(0);
  // Where a person wants it to stand; a film that plays moves `frame` alone.
  const [sought, setSought] = useState<{ frame: number } | null>(null);
  const [wanted, setWanted] = useState<Fault | null>(null);
  const plan = project?.plan ?? looked.plan;
  const seek = (wanted: number): void => {
    setFrame(wanted);
    setSought({ frame: wanted });
  };
  const choose = (fault: Fault): void => {
    if (fault.file === null) seek(fault.frame ?? frame);
    else {
      setTab('code');
      setWanted({ ...fault });
    }
  };
  return (
    <EditorFrame
      title={plan?.title || 'Animation'}
      tools={
        <div className={styles.tabs}>
          <Segmented label="View" value={tab} segments={TABS} onChange={setTab} />
        </div>
      }
      actions={<Acts looked={looked} />}
      onKeyDown={() => {}}
      onClose={onClose}
    >
      <div className={styles.editor} data-tab={tab} data-early={looked.project === '' || undefined}>
        <div className={styles.plan}>
          <PlanPanel animation={animation} looked={looked} plan={plan} />
        </div>
        <div className={styles.code}>
          {project ? (
            <CodePanel
              key={project.id}
              project={project}
              faults={faultsIn(looked, project)}
              wanted={wanted}
              onSaved={(saved) => animation.change(saved, '')}
            />
          ) : (
            <p className={styles.empty}>{noCode(looked, problem?.message)}</p>
          )}
        </div>
        <div className={styles.preview}>
          <PreviewPanel
            animation={animation}
            looked={looked}
            project={project}
            frame={frame}
            sought={sought}
            onFrame={setFrame}
            onSeek={seek}
            onFault={choose}
          />
        </div>
        {plan ? (
          <div className={styles.time}>
            <Timeline plan={plan} stills={looked.stills} frame={frame} onFrame={seek} />
          </div>
        ) : null}
      </div>
    </EditorFrame>
  );
}

/** What is wrong with its code: as it was found when it was drawn, or now by reading it. */
function faultsIn({ faults }: Looked, project: AnimationProject): readonly Fault[] {
  const drawn = faults.filter(({ file }) => file !== null);
  return drawn.length > 0 ? drawn : readFaults(project.faults);
}

function noCode({ project }: Looked, problem: string | undefined): string {
  if (project === '') return 'There is no code yet: it is written once the plan is accepted.';
  return problem ?? 'Loading the code…';
}

function Acts({ looked }: { looked: Looked }): ReactNode {
  const { api } = useSession();
  const { project, options, choose, choice } = looked;
  return (
    <>
      {options.length > 1 ? (
        <Select
          className={styles.version}
          label="Version"
          value={choice}
          options={options}
          onChange={choose}
        />
      ) : null}
      {project === '' ? null : (
        <a
          className={styles.link}
          href={api.url(`/animations/projects/${project}/project.zip`)}
          download
        >
          <Button tabIndex={-1} icon={<Download />}>
            Project
          </Button>
        </a>
      )}
    </>
  );
}
