/** Starts the browser app. */
import '@/ui/fonts.css';
import '@/ui/tokens.css';
import '@/ui/base.css';
import { createRoot } from 'react-dom/client';
import { api } from '@/api/koda-api';
import { App } from '@/app/app';
import { fetchAhead } from '@/app/fetch-ahead';
import { startTheme } from '@/lib/theme';
import { loadCaller } from '@/sync/caller';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root');
startTheme();
void loadCaller(api);
createRoot(root).render(<App />);
fetchAhead();
