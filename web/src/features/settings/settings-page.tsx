/** Settings: what this browser shows, who you are to others, what this Koda is set up with. */
import { type ReactNode, Suspense } from 'react';
import { lazy } from '@/lib/lazy';
import { Skeleton } from '@/ui/skeleton';
import { About } from './about';
import { Appearance } from './appearance';
import { Identity } from './identity';
import { Providers } from './providers';
import { Section } from './section';
import styles from './settings-page.module.css';
import { Storage } from './storage';
import { Writers } from './writers';

const Connections = lazy(async () => ({
  default: (await import('./connections/connections')).Connections,
}));

const StorageUse = lazy(async () => ({
  default: (await import('./storage/storage-use')).StorageUse,
}));

const CostCalculator = lazy(async () => ({
  default: (await import('./cost/cost-calculator')).CostCalculator,
}));

const CheckUp = lazy(async () => ({
  default: (await import('./check-up/check-up')).CheckUp,
}));

const AccessSections = lazy(async () => ({
  default: (await import('./access/access-sections')).AccessSections,
}));

export function SettingsPage() {
  return (
    <div className={styles.page}>
      <h1>Settings</h1>
      <Section title="Appearance" note="Kept in this browser.">
        <Appearance />
      </Section>
      <Section title="You" note="How others see you on a canvas. Kept in this browser.">
        <Identity />
      </Section>
      <Section
        title="Connections"
        note="Services that make things and places that keep them. A key is stored encrypted and used at once; no page can read it again."
      >
        <Later height={320}>
          <Connections />
        </Later>
      </Section>
      <Section title="Models" note="What each service offers here.">
        <Providers />
      </Section>
      <Section
        title="Language models"
        note="Who improves prompts and plans storyboards. Variables choose another model."
      >
        <Writers />
      </Section>
      <Section title="Storage" note="Where things are kept, and what they take.">
        <Storage />
        <Later height={200}>
          <StorageUse />
        </Later>
      </Section>
      <Section title="Cost calculator" note="What a month would cost, with each price’s source.">
        <Later height={280}>
          <CostCalculator />
        </Later>
      </Section>
      <Section
        title="Check-up"
        note="The checks of a new deployment, made on this one. The same as koda verify."
      >
        <Later height={120}>
          <CheckUp />
        </Later>
      </Section>
      <Suspense fallback={<Skeleton height={240} radius="var(--radius-control)" />}>
        <AccessSections />
      </Suspense>
      <Section title="This Koda">
        <About />
      </Section>
    </div>
  );
}

function Later({ height, children }: { height: number; children: ReactNode }) {
  return (
    <Suspense fallback={<Skeleton height={height} radius="var(--radius-control)" />}>
      {children}
    </Suspense>
  );
}
