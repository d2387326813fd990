import { expect, it } from 'vitest';
import { auditWords, canvasIn, targetWords } from './audit-words';

it('says what happened as people say it', () => {
  expect(auditWords('share.made.run')).toBe('Made a link to edit and run');
});

it('shows what it does not know in its own words', () => {
  expect(auditWords('backup.file_restored')).toBe('Backup file restored');
});

it('leaves ids out, and finds the canvas', () => {
  const words = (target: string, name = ''): string => targetWords({ name, target });
  expect(words('Nightly report (key_1a2b)')).toBe('Nightly report');
  expect(words('cnv_1a2b shr_3c4d')).toBe('');
  expect(words('/api/canvases/cnv_1a2b')).toBe('');
  expect(words('cnv_1a2b shr_3c4d', 'Storm · For review')).toBe('Storm · For review');
  expect(canvasIn('cnv_1a2b shr_3c4d')).toBe('cnv_1a2b');
  expect(canvasIn('token')).toBeNull();
});
