/** The server does not answer: what that means, and another try. */
import { Unplug } from 'lucide-react';
import type { ApiProblem } from '@/api/problem';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';

type Props = { problem: ApiProblem; onRetry: () => void };

export function Away({ problem, onRetry }: Props) {
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
