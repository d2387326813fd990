/** Which page stands at which address; each is loaded when it is first visited. */
import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { NotFoundPage } from '@/app/not-found-page';
import { PageSkeleton } from '@/app/page-skeleton';
import { Shell } from '@/app/shell';

const HomePage = lazy(async () => {
  const { HomePage } = await import('@/features/home/home-page');
  return { default: HomePage };
});

const SettingsPage = lazy(async () => {
  const { SettingsPage } = await import('@/features/settings/settings-page');
  return { default: SettingsPage };
});

const CanvasPlace = lazy(async () => {
  const { CanvasPlace } = await import('@/app/canvas-place');
  return { default: CanvasPlace };
});

export function Routes() {
  return (
    <Switch>
      <Route path="/">
        <Shell title="Koda">
          <Suspense fallback={<PageSkeleton />}>
            <HomePage />
          </Suspense>
        </Shell>
      </Route>
      <Route path="/settings">
        <Shell title="Settings – Koda">
          <Suspense fallback={<PageSkeleton />}>
            <SettingsPage />
          </Suspense>
        </Shell>
      </Route>
      <Route path="/canvas/:id">
        {({ id }) => (
          <Suspense>
            <CanvasPlace key={id} id={id} />
          </Suspense>
        )}
      </Route>
      <Route>
        <Shell title="Not found – Koda">
          <NotFoundPage />
        </Shell>
      </Route>
    </Switch>
  );
}
