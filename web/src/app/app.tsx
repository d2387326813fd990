/** Everything around the pages: errors, tooltips, notices, addresses. */
import { ErrorBoundary } from '@/app/error-boundary';
import { Gate } from '@/app/gate';
import { Routes } from '@/app/routes';
import { Toaster } from '@/ui/toaster';
import { TooltipLayer } from '@/ui/tooltip-layer';

export function App() {
  return (
    <>
      <ErrorBoundary>
        <Gate>
          <Routes />
        </Gate>
      </ErrorBoundary>
      <Toaster />
      <TooltipLayer />
    </>
  );
}
