/** A kind of storage in words. */

const PLACES: Record<string, string> = {
  'local-file': 'In a database file on the machine that runs Koda',
  turso: 'In a Turso database',
  postgres: 'In a PostgreSQL database',
  browser: 'In this browser',
  local: 'In a folder on the machine that runs Koda',
  r2: 'In a Cloudflare R2 bucket',
  s3: 'In an S3 bucket',
  'fal-urls': 'At fal.ai, as long as it keeps them',
};

/** `In a folder on the machine that runs Koda (data folder)`; an unknown kind says its own name. */
export function placeWords(kind: string, location: string): string {
  const place = PLACES[kind] ?? kind;
  return location ? `${place} (${location})` : place;
}
