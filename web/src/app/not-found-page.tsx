/** An address that leads nowhere. */
import { Compass } from 'lucide-react';
import { useLocation } from 'wouter';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';

export function NotFoundPage() {
  const [, go] = useLocation();
  return (
    <EmptyState
      heading="h1"
      icon={<Compass />}
      title="There is nothing at this address"
      action={<Button onClick={() => go('/')}>Go home</Button>}
    >
      The link may be old, or a letter is missing.
    </EmptyState>
  );
}
