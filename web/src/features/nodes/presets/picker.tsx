/** Presets as pictures: ready-made ones and a person's own, with what makes a new one. */
import { Search } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { NodeSpec } from '@/core/spec';
import { useSession } from '@/sync/use-session';
import { Input } from '@/ui/input';
import { Segmented } from '@/ui/segmented';
import { useNodeForm } from '../use-node-form';
import { type Change, chooseOwn, chooseReady, isOwnChosen, TABS, type Tab } from './choosing';
import { Drawing } from './drawing';
import { KeepPreset } from './keep-preset';
import { OwnCard } from './own-card';
import { useOwnPresets } from './own-presets';
import styles from './picker.module.css';

type Props = { node: string; kind: NodeSpec; tab?: string | undefined };

export function PresetPicker({ node, kind, tab }: Props): ReactNode {
  const { document, may } = useSession();
  const { fields, parameters } = useNodeForm(node, kind);
  const { presets, own } = useOwnPresets();
  const tabs = TABS.filter(
    ({ parameter }) => parameter === null || fields.some((field) => field.name === parameter),
  );
  const first = tabs.find(({ parameter }) => parameter === tab) ?? tabs[0];
  const [title, setTitle] = useState(first?.title ?? '');
  const [query, setQuery] = useState('');
  const shown: Tab | undefined = tabs.find((one) => one.title === title) ?? first;
  if (!shown) return null;
  const field = fields.find((one) => one.name === shown.parameter);
  const fits = (name: string): boolean => name.toLowerCase().includes(query.trim().toLowerCase());
  const mine = presets.filter(({ kind: sort, name }) => sort === shown.kind && fits(name));
  const ready = (field?.choices ?? []).filter((choice) => fits(choice.title));
  const apply = (change: Change): void => document.setParameters(node, change);
  const value = shown.parameter === null ? undefined : parameters[shown.parameter];
  return (
    <div className={styles.picker}>
      <Segmented
        label="Presets"
        value={shown.title}
        onChange={setTitle}
        segments={tabs.map((one) => ({ value: one.title, label: one.title }))}
      />
      <Input
        icon={<Search />}
        type="search"
        aria-label="Search presets"
        placeholder="Search"
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      <div className={styles.cards}>
        {mine.map((preset) => (
          <OwnCard
            key={preset.id}
            preset={preset}
            isChosen={isOwnChosen(preset, parameters)}
            onChoose={() => apply(chooseOwn(preset, parameters))}
            own={own}
          />
        ))}
        {ready.map((choice) => {
          const id = String(choice.value);
          const isChosen = value === id;
          return (
            <button
              key={id}
              type="button"
              className={styles.card}
              aria-pressed={isChosen}
              onClick={() => apply(chooseReady(String(shown.parameter), isChosen ? null : id))}
            >
              <Drawing parameter={String(shown.parameter)} value={id} className={styles.picture} />
              <span className={styles.name}>{choice.title}</span>
            </button>
          );
        })}
        {mine.length + ready.length === 0 ? (
          <p className={styles.none}>
            {query ? 'Nothing is called that.' : 'What you keep will stand here.'}
          </p>
        ) : null}
      </div>
      {shown.kind && may.own ? (
        <KeepPreset key={shown.kind} node={node} sort={shown.kind} own={own} />
      ) : null}
    </div>
  );
}
