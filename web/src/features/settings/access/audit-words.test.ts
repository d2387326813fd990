import { expect, it } from 'vitest';
import { auditWords } from './audit-words';

it('says what happened as people say it', () => {
  expect(auditWords('share.made.run')).toBe('Made a link to edit and run');
});

it('shows what it does not know in its own words', () => {
  expect(auditWords('backup.file_restored')).toBe('Backup file restored');
});
