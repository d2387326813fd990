/** What happened, in words: the log's codes as people say them. */
import type { AuditNote } from '@/api/session-types';

const WORDS: Readonly<Record<string, string>> = {
  'sign-in': 'Signed in',
  'sign-in.refused': 'Tried to sign in with a wrong password or token',
  'session.ended': 'Signed a device out',
  'sessions.ended': 'Signed out everywhere else',
  'key.made': 'Made an API key',
  'key.removed': 'Revoked an API key',
  'share.made.view': 'Made a link to view',
  'share.made.edit': 'Made a link to edit',
  'share.made.run': 'Made a link to edit and run',
  'share.opened': 'Opened a link',
  'share.removed': 'Withdrew a link',
  'connection.key_stored': 'Stored a key of a service',
  'connection.key_removed': 'Removed a key of a service',
  'canvas.deleted': 'Deleted a canvas',
  'endpoint.added': 'Added a model by its name',
  'endpoint.removed': 'Removed a model',
  'assets.removed': 'Removed media for good',
  'check-up.made': 'Made a check-up',
};

/** A code that is not known here is shown in its own words. */
export function auditWords(what: string): string {
  const known = WORDS[what];
  if (known) return known;
  const words = what.replace(/[._-]+/g, ' ').trim();
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

const IDS = /\s*\(?\b(shr|ses|key|cnv)_\w+\)?|^\/api\/\S*/g;

/** What it was done to, by its name or else in words: ids say nothing to people. */
export const targetWords = ({ name, target }: Pick<AuditNote, 'name' | 'target'>): string =>
  name || target.replace(IDS, '').trim();

/** The canvas it was done to, if it was one. */
export const canvasIn = (target: string): string | null => /\bcnv_\w+/.exec(target)?.[0] ?? null;
