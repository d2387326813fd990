/** Everything around the pages: errors, tooltips, notices, addresses. */
import { ErrorBoundary } from '@/app/error-boundary';
import { Routes } from '@/app/routes';
import { Toaster } from '@/ui/toaster';
import { TooltipProvider } from '@/ui/tooltip';

export function App() {
  return (
    <TooltipProvider>
      <ErrorBoundary>
        <Routes />
      </ErrorBoundary>
      <Toaster />
    </TooltipProvider>
  );
}
