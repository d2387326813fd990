/** Every part of the design system on one page, for looking; never in the built app. */
import '@/ui/fonts.css';
import '@/ui/tokens.css';
import '@/ui/base.css';
import { createRoot } from 'react-dom/client';
import { startTheme } from '@/lib/theme';
import { Toaster } from '@/ui/toaster';
import { TooltipProvider } from '@/ui/tooltip';
import { Gallery } from './gallery';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root');
startTheme();
createRoot(root).render(
  <TooltipProvider>
    <Gallery />
    <Toaster />
  </TooltipProvider>,
);
