/** Home under its bar; the canvas's code is fetched while nobody waits for it. */
import { useEffect } from 'react';
import { Shell } from '@/app/shell';
import { HomeBar } from '@/features/home/home-bar';
import { HomePage } from '@/features/home/home-page';

export function HomePlace() {
  useEffect(() => {
    const timer = setTimeout(() => void import('@/app/canvas-place').catch(() => {}), 1500);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Shell title="Koda" tools={<HomeBar />}>
      <HomePage />
    </Shell>
  );
}
