/** Settings: what this browser shows, who you are to others, what this Koda is set up with. */
import { lazy, Suspense } from 'react';
import { Skeleton } from '@/ui/skeleton';
import { About } from './about';
import { Appearance } from './appearance';
import { Identity } from './identity';
import { Providers } from './providers';
import { Section } from './section';
import styles from './settings-page.module.css';
import { Storage } from './storage';
import { Writers } from './writers';

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
        title="Models"
        note="Keys are set where Koda runs, never in the browser: no page can read them."
      >
        <Providers />
      </Section>
      <Section
        title="Language models"
        note="Who improves prompts and plans storyboards. Set where Koda runs."
      >
        <Writers />
      </Section>
      <Section title="Where things are kept">
        <Storage />
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
