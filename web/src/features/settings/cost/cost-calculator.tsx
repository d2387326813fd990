/** What a month would cost, from how much is made and where Koda runs. */
import { ExternalLink } from 'lucide-react';
import { useState } from 'react';
import { api } from '@/api/koda-api';
import { type ModelCard, rateWords, readCard } from '@/core/models';
import { Field } from '@/ui/field';
import { NumberField } from '@/ui/number-field';
import { Select } from '@/ui/select';
import { NotLoaded } from '../not-loaded';
import { useLoaded } from '../use-loaded';
import styles from './cost.module.css';
import { estimate, type Line, rangeWords, total, type Wish } from './estimate';
import { HOSTS, WRITTEN } from './prices';

type Known = { cards: readonly ModelCard[]; writer: Wish['writer'] };

async function loadKnown(): Promise<Known> {
  const [catalog, config] = await Promise.all([api.getCatalog(), api.getConfig()]);
  const cards = catalog.models
    .map(readCard)
    .filter((card) => card.task === 'image' && card.provider !== 'offline' && !card.retired)
    .filter((card) => card.pricePer === 'result')
    .sort((one, other) => (one.price ?? Infinity) - (other.price ?? Infinity));
  const role = config.config.text.roles.enhancer;
  const writer = {
    title: role?.title ?? 'the language model',
    input: role?.inputPrice ?? null,
    output: role?.outputPrice ?? null,
  };
  return { cards, writer };
}

export function CostCalculator() {
  const loaded = useLoaded(loadKnown);
  if (!loaded.value) return <NotLoaded loaded={loaded} height={280} />;
  return <Calculator known={loaded.value} />;
}

function Calculator({ known }: { known: Known }) {
  const [perDay, setPerDay] = useState(100);
  const [promptsPerDay, setPrompts] = useState(20);
  const [gigabytes, setGigabytes] = useState(10);
  const [modelId, setModelId] = useState(known.cards[0]?.id ?? '');
  const [hostId, setHostId] = useState('vercel');
  const model = known.cards.find((card) => card.id === modelId) ?? null;
  const host = HOSTS.find((one) => one.id === hostId) ?? HOSTS[0];
  if (!host) return null;
  const lines = estimate({ perDay, model, promptsPerDay, writer: known.writer, gigabytes, host });
  return (
    <>
      <div className={styles.form}>
        <Count label="Pictures a day" value={perDay} onChange={setPerDay} />
        <Field label="Model">
          {(control) => (
            <Select
              {...control}
              value={modelId}
              onChange={setModelId}
              options={known.cards.map((card) => ({
                value: card.id,
                label: card.title,
                trailing: rateWords(card) || 'unknown',
              }))}
            />
          )}
        </Field>
        <Count label="Better prompts a day" value={promptsPerDay} onChange={setPrompts} />
        <Count label="Media kept" unit="GB" value={gigabytes} onChange={setGigabytes} />
        <Field label="Where Koda runs">
          {(control) => (
            <Select
              {...control}
              value={hostId}
              onChange={setHostId}
              options={HOSTS.map((one) => ({ value: one.id, label: one.title }))}
            />
          )}
        </Field>
      </div>
      <Estimate lines={lines} />
    </>
  );
}

type CountProps = {
  label: string;
  unit?: string;
  value: number;
  onChange: (value: number) => void;
};

function Count({ label, unit, value, onChange }: CountProps) {
  return (
    <Field label={label}>
      {(control) => (
        <NumberField
          {...control}
          {...(unit ? { unit } : {})}
          min={0}
          max={1_000_000}
          value={value}
          onChange={(next) => onChange(next ?? 0)}
        />
      )}
    </Field>
  );
}

function Estimate({ lines }: { lines: readonly Line[] }) {
  const { least, most, isWhole } = total(lines);
  return (
    <section className={styles.estimate} aria-label="A month" aria-live="polite">
      <dl>
        {lines.map((line) => (
          <div key={line.key}>
            <dt>{line.title}</dt>
            <dd className={styles.cost}>{line.cost ? rangeWords(line.cost) : 'Unknown'}</dd>
            <dd className={styles.why}>
              {line.why}{' '}
              {line.link && (
                <a href={line.link} target="_blank" rel="noreferrer">
                  Prices there
                  <ExternalLink />
                </a>
              )}
            </dd>
          </div>
        ))}
        <div className={styles.total}>
          <dt>A month{isWhole ? '' : ', without what is unknown'}</dt>
          <dd className={styles.cost}>{rangeWords([least, most])}</dd>
        </div>
      </dl>
      <p className={styles.why}>
        An estimate. Prices of hosts and storage are those of Koda’s deployment guide as of{' '}
        {WRITTEN}, and change; model prices are those of this Koda’s cards. Taxes, traffic above
        what is free, and animation are not in it.
      </p>
    </section>
  );
}
