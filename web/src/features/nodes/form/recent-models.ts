/** Models that were chosen lately in this browser, by what they are for. */
import { readStored, writeStored } from '@/lib/storage';

const MOST = 3;

export function recentModels(task: string): string[] {
  try {
    const kept: unknown = JSON.parse(readStored(`models.${task}`) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function rememberModel(task: string, model: string): void {
  if (model === 'auto') return;
  const kept = [model, ...recentModels(task).filter((one) => one !== model)].slice(0, MOST);
  writeStored(`models.${task}`, JSON.stringify(kept));
}
