/** Keeps edited code as a project of its own, and says what is wrong with it if it is not one. */
import { useState } from 'react';
import { ApiProblem } from '@/api/problem';
import type { AnimationProject } from '@/core/animation-project';
import { type Fault, readFaults } from '@/core/animation-questions';
import { useSession } from '@/sync/use-session';
import { dropEdits, type Edits } from './code-edits';

type Saving = {
  readonly isSaving: boolean;
  readonly problem: ApiProblem | null;
  /** Why the code was refused. */
  readonly faults: readonly Fault[];
  readonly save: () => Promise<void>;
};

export function useSaveCode(
  project: AnimationProject,
  edits: Edits,
  onSaved: (project: string) => void,
): Saving {
  const { api } = useSession();
  const [isSaving, setSaving] = useState(false);
  const [refused, setRefused] = useState<{ problem: ApiProblem; of: typeof edits } | null>(null);
  const save = async (): Promise<void> => {
    setSaving(true);
    setRefused(null);
    try {
      const path = `/animations/projects/${project.id}/edits`;
      const saved = await api.ask<{ id: string }>('POST', path, { files: edits });
      dropEdits(project.id);
      onSaved(saved.id);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      setRefused({ problem: error, of: edits });
    } finally {
      setSaving(false);
    }
  };
  // What was wrong with other code says nothing of this.
  const problem = refused?.of === edits ? refused.problem : null;
  return { isSaving, problem, faults: readFaults(problem?.fields.faults), save };
}
