/** Everything around the pages: errors, tooltips, notices, addresses. */
import { ErrorBoundary } from '@/app/error-boundary';
import { Gate } from '@/app/gate';
import { Routes } from '@/app/routes';
import { Toaster } from '@/ui/toaster';
import { TooltipProvider } from '@/ui/tooltip';

export function App() {
  return (
    <TooltipProvider>
      <ErrorBoundary>
        <Gate>
          <Routes />
        </Gate>
      </ErrorBoundary>
      <Toaster />
    </TooltipProvider>
  );
}
