/** Which page stands at which address; each is loaded when it is first visited. */
import { Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { NotFoundPage } from '@/app/not-found-page';
import { PageSkeleton } from '@/app/page-skeleton';
import { Shell } from '@/app/shell';
import { lazy } from '@/lib/lazy';

const HomePlace = lazy(async () => {
  const { HomePlace } = await import('@/app/home-place');
  return { default: HomePlace };
});

const AssetsPage = lazy(async () => {
  const { AssetsPage } = await import('@/features/assets/assets-page');
  return { default: AssetsPage };
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
        <Suspense fallback={<WaitingShell title="Koda" />}>
          <HomePlace />
        </Suspense>
      </Route>
      <Route path="/assets">
        <Suspense fallback={<WaitingShell title="Assets – Koda" />}>
          <Shell title="Assets – Koda" isWide>
            <AssetsPage />
          </Shell>
        </Suspense>
      </Route>
      <Route path="/settings">
        <Suspense fallback={<WaitingShell title="Settings – Koda" />}>
          <Shell title="Settings – Koda">
            <SettingsPage />
          </Shell>
        </Suspense>
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

function WaitingShell({ title }: { title: string }) {
  return (
    <Shell title={title}>
      <PageSkeleton />
    </Shell>
  );
}
