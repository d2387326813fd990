/** Prices of places to run Koda on, with where they come from. Not from a live list: look there. */

/** The day on which these were written down. */
export const WRITTEN = '27 November 2026';

export type Host = {
  readonly id: string;
  readonly title: string;
  /** Dollars a month at the least and at the most, for light use by one person. */
  readonly least: number;
  readonly most: number;
  readonly note: string;
  readonly link: string;
  /** Media are kept in a bucket beside it. */
  readonly needsBucket: boolean;
};

export const HOSTS: readonly Host[] = [
  {
    id: 'own',
    title: 'Your own computer',
    least: 0,
    most: 0,
    note: 'Its power is not counted.',
    link: '',
    needsBucket: false,
  },
  {
    id: 'vercel',
    title: 'Vercel Pro, Turso, R2',
    least: 20,
    most: 20,
    note: 'Per person; one million calls and 1 TB of traffic are in it. Turso’s free tier is enough for most.',
    link: 'https://vercel.com/pricing',
    needsBucket: true,
  },
  {
    id: 'coolify',
    title: 'Coolify on a rented server',
    least: 5,
    most: 20,
    note: 'By the size of the server.',
    link: 'https://coolify.io/pricing',
    needsBucket: false,
  },
  {
    id: 'railway',
    title: 'Railway',
    least: 10,
    most: 15,
    note: '$5 a month and what is used.',
    link: 'https://railway.com/pricing',
    needsBucket: false,
  },
  {
    id: 'fly',
    title: 'Fly.io',
    least: 10,
    most: 15,
    note: 'A small machine that never sleeps, with a volume.',
    link: 'https://fly.io/docs/about/pricing/',
    needsBucket: false,
  },
];

/** Cloudflare R2: dollars for a GB and month above what is free; reading is free. */
export const BUCKET = {
  freeGb: 10,
  perGb: 0.015,
  link: 'https://developers.cloudflare.com/r2/pricing/',
};
