/** Home under its bar. */
import { Shell } from '@/app/shell';
import { HomeBar } from '@/features/home/home-bar';
import { HomePage } from '@/features/home/home-page';

export function HomePlace() {
  return (
    <Shell title="Koda" tools={<HomeBar />}>
      <HomePage />
    </Shell>
  );
}
