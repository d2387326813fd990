/** What a month would cost, line by line, each with where its price comes from. */
import { formatMoney } from '@/core/money';
import { BUCKET, type Host } from './prices';

/** Days of an average month. */
const DAYS = 30.4;
const MICRO = 1_000_000;

/** Tokens of one better prompt, as Koda asks for it: instructions and prompt in, the prompt out. */
export const TOKENS = { input: 1500, output: 400 } as const;

export type Wish = {
  readonly perDay: number;
  readonly model: { title: string; price: number | null } | null;
  readonly promptsPerDay: number;
  /** Micro-dollars of a million tokens; null if nobody has said it. */
  readonly writer: { title: string; input: number | null; output: number | null };
  readonly gigabytes: number;
  readonly host: Host;
};

export type Line = {
  readonly key: string;
  readonly title: string;
  /** Micro-dollars a month at the least and at the most; null: unknown. */
  readonly cost: readonly [number, number] | null;
  readonly why: string;
  readonly link: string;
};

export function estimate(wish: Wish): Line[] {
  return [mediaLine(wish), textLine(wish), bucketLine(wish), hostLine(wish)];
}

/** The sum of what is known, and whether something is not. */
export function total(lines: readonly Line[]): { least: number; most: number; isWhole: boolean } {
  const known = lines.flatMap((line) => (line.cost ? [line.cost] : []));
  return {
    least: known.reduce((sum, [least]) => sum + least, 0),
    most: known.reduce((sum, [, most]) => sum + most, 0),
    isWhole: known.length === lines.length,
  };
}

/** `$31`, `$31 – $45`, `Free`: whole cents below ten dollars, whole dollars above. */
export function rangeWords([least, most]: readonly [number, number]): string {
  const low = monthly(least);
  const high = monthly(most);
  return low === high ? low : `${low} – ${high}`;
}

function monthly(micro: number): string {
  if (micro === 0) return 'Free';
  if (micro >= 10 * MICRO) return `$${Math.ceil(micro / MICRO)}`;
  return `$${(Math.ceil(micro / 10_000) / 100).toFixed(2)}`;
}

function mediaLine({ perDay, model }: Wish): Line {
  const base = { key: 'media', title: 'Generations', link: 'https://fal.ai/pricing' };
  if (perDay === 0) return { ...base, cost: [0, 0], why: 'None are made.' };
  if (!model) return { ...base, cost: null, why: 'No model is chosen.' };
  if (model.price === null) {
    return { ...base, cost: null, why: `Nobody has said what ${model.title} costs.` };
  }
  const cost = Math.ceil(perDay * DAYS * model.price);
  return {
    ...base,
    cost: [cost, cost],
    why: `${perDay} a day × ${formatMoney(model.price)} by ${model.title}, from its card in this Koda.`,
  };
}

function textLine({ promptsPerDay, writer }: Wish): Line {
  const base = { key: 'text', title: 'Language model', link: '' };
  if (promptsPerDay === 0) return { ...base, cost: [0, 0], why: 'No prompts are improved.' };
  const { input, output } = writer;
  if (input === 0 && output === 0) {
    return {
      ...base,
      cost: [0, 0],
      why: 'No language model is connected: rules write, for nothing.',
    };
  }
  if (input === null || output === null) {
    return { ...base, cost: null, why: `Nobody has said what ${writer.title} costs.` };
  }
  const each = (TOKENS.input * input + TOKENS.output * output) / MICRO;
  const cost = Math.ceil(promptsPerDay * DAYS * each);
  return {
    ...base,
    cost: [cost, cost],
    why:
      `${promptsPerDay} prompts a day by ${writer.title}, each about ${TOKENS.input} tokens in and ` +
      `${TOKENS.output} out (an assumption); prices from this Koda’s table.`,
  };
}

function bucketLine({ gigabytes, host }: Wish): Line {
  const base = { key: 'bucket', title: 'Media storage', link: host.needsBucket ? BUCKET.link : '' };
  if (!host.needsBucket) {
    return { ...base, cost: [0, 0], why: `${gigabytes} GB on the disk of the machine.` };
  }
  const paid = Math.max(0, gigabytes - BUCKET.freeGb);
  const cost = Math.ceil(paid * BUCKET.perGb * MICRO);
  return {
    ...base,
    cost: [cost, cost],
    why: `${gigabytes} GB in R2: ${BUCKET.freeGb} GB are free, then $${BUCKET.perGb} a GB. Reading is free.`,
  };
}

function hostLine({ host }: Wish): Line {
  return {
    key: 'host',
    title: 'Hosting',
    cost: [host.least * MICRO, host.most * MICRO],
    why: `${host.title}. ${host.note}`,
    link: host.link,
  };
}
