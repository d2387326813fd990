/** Models: which one a node uses, what it takes, what its request costs (the twin of `koda/providers/models.py`). */
import { formatMoney } from '@/core/money';
import type { Json, ValueType } from '@/core/values';

/** The value of a `model` parameter that leaves the choice to Koda. */
export const AUTO = 'auto';

/** A card as the catalog serves it; what is not read here may be anything. */
export type Offer = {
  id: string;
  title: string;
  provider: string;
  modality: ValueType;
  task: string;
  available: boolean;
  unavailable_reason?: string | null;
  [field: string]: unknown;
};

/** The models of a catalog, and by task those that `auto` chooses from, the best first. */
export type Models = { models: Offer[]; auto: Record<string, string[]> };

/** A role that media play for a model; its name is the node's input. */
export type Slot = {
  readonly types: readonly ValueType[];
  readonly least: number;
  readonly most: number;
};

export type Range = {
  readonly least: number;
  readonly most: number;
  readonly step: number | null;
};

export type ModelCard = {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly group: string;
  /** Models that are one model with other inputs; empty: it stands alone. */
  readonly family: string;
  readonly provider: string;
  readonly modality: ValueType;
  /** Which node offers it. */
  readonly task: string;
  /** Why it cannot be used here; empty if it can. */
  readonly unavailable: string;
  readonly inputs: Readonly<Record<string, Slot>>;
  /** The parameters it reads. */
  readonly controls: readonly string[];
  /** What a parameter may be with it, the default first. */
  readonly options: Readonly<Record<string, readonly Json[]>>;
  readonly ranges: Readonly<Record<string, Range>>;
  /** Parameter → value → what it is called. */
  readonly labels: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The most results of one request. */
  readonly most: number;
  /** It reads words. */
  readonly hasPrompt: boolean;
  /** Micro-dollars of one `pricePer`; none if nobody has said it. */
  readonly price: number | null;
  readonly pricePer: 'result' | 'second' | 'thousand_characters';
  readonly priceFactors: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly note: string;
  readonly retired: boolean;
  readonly successor: string | null;
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown, otherwise: number): number =>
  typeof value === 'number' ? value : otherwise;
const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const mapped = <T>(value: unknown, read: (one: Record<string, unknown>) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(record(value)).map(([key, one]) => [key, read(record(one))]));

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

export function readCard(offer: Offer): ModelCard {
  const per = offer.price_per;
  return {
    id: offer.id,
    title: offer.title,
    description: text(offer.description),
    group: text(offer.group) || 'Other',
    family: text(offer.family),
    provider: offer.provider,
    modality: offer.modality,
    task: offer.task,
    unavailable: offer.available ? '' : sentence(offer.unavailable_reason || 'not set up here.'),
    inputs: mapped(offer.inputs, readSlot),
    controls: Array.isArray(offer.controls) ? offer.controls.map(String) : [],
    options: record(offer.options) as Record<string, Json[]>,
    ranges: mapped(offer.ranges, readRange),
    labels: record(offer.labels) as ModelCard['labels'],
    most: number(offer.most, 1),
    hasPrompt: offer.prompt_field !== null,
    price: typeof offer.price === 'number' ? offer.price : null,
    pricePer: per === 'second' || per === 'thousand_characters' ? per : 'result',
    priceFactors: record(offer.price_factors) as ModelCard['priceFactors'],
    note: text(offer.note),
    retired: offer.retired === true,
    successor: text(offer.successor) || null,
  };
}

function readSlot(raw: Record<string, unknown>): Slot {
  const types = Array.isArray(raw.types) ? (raw.types as ValueType[]) : ['image' as const];
  return { types, least: number(raw.least, 0), most: number(raw.most, 1) };
}

const readRange = (raw: Record<string, unknown>): Range => ({
  least: number(raw.least, 0),
  most: number(raw.most, 1),
  step: typeof raw.step === 'number' ? raw.step : null,
});

const READ = new WeakMap<object, ReadonlyMap<string, ModelCard>>();

/** All cards by id, in the order of the picker; read once for each catalog. */
export function allCards(models: Models): ReadonlyMap<string, ModelCard> {
  const known = READ.get(models);
  if (known) return known;
  const cards = new Map(models.models.map((offer) => [offer.id, readCard(offer)]));
  READ.set(models, cards);
  return cards;
}

type OfTask = { readonly cards: readonly ModelCard[]; readonly roles: ReadonlySet<string> };

const OF_TASKS = new WeakMap<object, Map<string, OfTask>>();

/** Asked for every node on every change: put together once for each task. */
function ofTask(models: Models, task: string): OfTask {
  const known = OF_TASKS.get(models) ?? new Map<string, OfTask>();
  OF_TASKS.set(models, known);
  let found = known.get(task);
  if (!found) {
    const cards = [...allCards(models).values()].filter((card) => card.task === task);
    found = { cards, roles: new Set(cards.flatMap((card) => Object.keys(card.inputs))) };
    known.set(task, found);
  }
  return found;
}

/** Cards of one task, in the order of the picker. */
export const cardsOf = (models: Models, task: string): readonly ModelCard[] =>
  ofTask(models, task).cards;

/** What any model of a task takes. */
export const rolesOf = (models: Models, task: string): ReadonlySet<string> =>
  ofTask(models, task).roles;

/** The card that a `model` parameter means when these inputs are filled; none for an unknown one. */
export function findCard(
  models: Models,
  task: string | null,
  model: Json | undefined,
  filled: Iterable<string> = [],
): ModelCard | null {
  if (task === null) return null;
  const cards = allCards(models);
  if (model !== undefined && model !== AUTO) return cards.get(String(model)) ?? null;
  const roles = [...filled];
  const ranked = (models.auto[task] ?? []).flatMap((id) => cards.get(id) ?? []);
  const fit = ranked.find((card) => takes(card, roles));
  return fit ?? ranked.find((card) => hasAll(card, roles)) ?? ranked[0] ?? null;
}

/** The inputs that `auto` may be given: what any of its models takes. */
export function autoRoles(models: Models, task: string): ReadonlySet<string> {
  const cards = allCards(models);
  const ranked = (models.auto[task] ?? []).flatMap((id) => cards.get(id) ?? []);
  return new Set(ranked.flatMap((card) => Object.keys(card.inputs)));
}

/** Usable models of its task that take exactly these inputs, the nearest to the card first. */
export function siblings(models: Models, card: ModelCard, filled: Iterable<string>): ModelCard[] {
  const roles = [...filled];
  const fitting = cardsOf(models, card.task).filter((one) => isUsable(one) && takes(one, roles));
  const rank = (one: ModelCard): number =>
    (one.family === card.family ? 0 : 2) + (one.provider === 'offline' ? 1 : 0);
  return fitting.sort((a, b) => rank(a) - rank(b));
}

/** Whether a model has a place for all of these inputs, whatever else it needs. */
export const hasAll = (card: ModelCard, filled: Iterable<string>): boolean =>
  [...filled].every((role) => card.inputs[role] !== undefined);

/** Whether a model runs with exactly these inputs filled. */
export function takes(card: ModelCard, filled: Iterable<string>): boolean {
  const roles = new Set(filled);
  return (
    hasAll(card, roles) &&
    Object.entries(card.inputs).every(([role, slot]) => slot.least === 0 || roles.has(role))
  );
}

export const isUsable = (card: ModelCard): boolean => card.unavailable === '' && !card.retired;

/** The parameters that a model reads, each with a value that it offers; null: not set. */
export function settled(
  card: ModelCard,
  parameters: Readonly<Record<string, Json>>,
): Record<string, Json> {
  const values: Record<string, Json> = Object.fromEntries(
    card.controls.map((name) => [name, parameters[name] ?? null]),
  );
  for (const [name, offered] of Object.entries(card.options)) {
    const value = values[name] ?? null;
    if (value !== null && !offered.includes(value)) values[name] = nearest(value, offered);
  }
  for (const [name, range] of Object.entries(card.ranges)) {
    const value = values[name];
    if (typeof value === 'number') values[name] = within(value, range);
  }
  const count = values.image_count;
  if (Number.isInteger(count)) {
    values.image_count = Math.max(1, Math.min(Number(count), card.most));
  }
  return values;
}

export const within = (value: number, range: Range): number =>
  Math.min(Math.max(value, range.least), range.most);

/** The offered number nearest to a number (a length in seconds), else the default. */
export function nearest(value: Json, offered: readonly Json[]): Json {
  const numbers = offered.filter((one) => typeof one === 'number');
  if (typeof value !== 'number' || numbers.length === 0) return offered[0] ?? null;
  const away = (one: number): number => Math.abs(one - value);
  return numbers.reduce((best, one) => (away(one) < away(best) ? one : best));
}

/** The expected micro-dollars of a request for `count` results of so long a prompt. */
export function priceOf(
  card: ModelCard,
  parameters: Readonly<Record<string, Json>>,
  count: number,
  characters = 0,
): number {
  const values = settled(card, parameters);
  let price = (card.price ?? 0) * count;
  if (card.pricePer === 'second') {
    price *= typeof values.duration === 'number' ? values.duration : 1;
  } else if (card.pricePer === 'thousand_characters') price *= characters / 1000;
  for (const [parameter, factors] of Object.entries(card.priceFactors)) {
    price *= factors[keyOf(values[parameter] ?? null)] ?? 1;
  }
  return roundToEven(price);
}

const PER = { result: ' each', second: '/s', thousand_characters: '/1k letters' };

/** `$0.04 each`, `$0.20/s`, `Free`; empty where nobody has said it. */
export function rateWords({ price, pricePer }: Pick<ModelCard, 'price' | 'pricePer'>): string {
  if (price === null) return '';
  return price === 0 ? formatMoney(0) : `${formatMoney(price)}${PER[pricePer]}`;
}

/** A value as the keys of a JSON object are written: `true`, `720p`, `5`. */
const keyOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A half goes to the even neighbour, as Python rounds. */
function roundToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
