/** The code of a version, fetched once: it never changes. */
import { useEffect, useState } from 'react';
import type { KodaApi } from '@/api/koda-api';
import { ApiProblem } from '@/api/problem';
import type { AnimationProject } from '@/core/animation-project';
import { useSession } from '@/sync/use-session';

const MOST = 12;
const known = new Map<string, Promise<AnimationProject>>();

/** Rejects with `ApiProblem`; a failure is not remembered. */
function load(api: KodaApi, id: string): Promise<AnimationProject> {
  const found = known.get(id);
  if (found) return found;
  const loading = api.ask<AnimationProject>('GET', `/animations/projects/${id}`);
  known.set(id, loading);
  loading.catch(() => known.delete(id));
  const [oldest] = known.keys();
  if (known.size > MOST && oldest !== undefined) known.delete(oldest);
  return loading;
}

export type ProjectState = {
  readonly project: AnimationProject | null;
  readonly problem: ApiProblem | null;
};

const LOADING: ProjectState = { project: null, problem: null };

/** None while it is on its way, or for no id. */
export function useProject(id: string): ProjectState {
  const { api } = useSession();
  const [found, setFound] = useState<ProjectState & { id: string }>({ ...LOADING, id: '' });
  useEffect(() => {
    if (id === '') return;
    let isWanted = true;
    const take = (state: ProjectState): void => {
      if (isWanted) setFound({ ...state, id });
    };
    load(api, id).then(
      (project) => take({ project, problem: null }),
      (error: unknown) => {
        if (!(error instanceof ApiProblem)) throw error;
        take({ project: null, problem: error });
      },
    );
    return () => {
      isWanted = false;
    };
  }, [api, id]);
  return found.id === id ? found : LOADING;
}
