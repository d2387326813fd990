/** What stands in the library's place while there is nothing to show. */
import { Images, SearchX, Trash2, Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ApiProblem } from '@/api/problem';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { type Choice, isNarrowed } from './filter';

type Props = { choice: Choice; onClear: () => void };

export function Nothing({ choice, onClear }: Props): ReactNode {
  if (isNarrowed(choice)) {
    return (
      <EmptyState
        icon={<SearchX />}
        title={
          choice.search ? `Nothing found for “${choice.search}”` : 'Nothing fits these filters'
        }
        action={<Button onClick={onClear}>Clear the filters</Button>}
      />
    );
  }
  if (choice.trashed) {
    return (
      <EmptyState icon={<Trash2 />} title="The trash is empty">
        What you throw away waits here, and can be restored.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<Images />} title="Everything you make will be here">
      Results of every canvas and every file that you upload, to be found and used again.
    </EmptyState>
  );
}

export function Away({
  problem,
  onRetry,
}: {
  problem: ApiProblem;
  onRetry: () => void;
}): ReactNode {
  return (
    <div role="alert">
      <EmptyState
        icon={<Unplug />}
        title={problem.message}
        action={<Button onClick={onRetry}>Try again</Button>}
      >
        {problem.status === 0
          ? 'Check that it is running. This page asks again by itself.'
          : problem.remedy}
      </EmptyState>
    </div>
  );
}
