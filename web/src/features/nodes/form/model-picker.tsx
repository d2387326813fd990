/** Chooses a model: by its maker, with its price, why it cannot be used here, and a search. */
import { Check, Search } from 'lucide-react';
import {
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { AUTO, cardsOf, findCard, isUsable, type ModelCard } from '@/core/models';
import { formatMoney } from '@/core/money';
import type { NodeSpec } from '@/core/spec';
import type { Json } from '@/core/values';
import { classNames } from '@/lib/class-names';
import { useSession } from '@/sync/use-session';
import { Input } from '@/ui/input';
import { Popover } from '@/ui/popover';
import styles from './model-picker.module.css';
import { groupCards } from './models';

type Row = {
  readonly value: string;
  readonly title: string;
  readonly words: string;
  readonly trailing: string;
  readonly isDisabled: boolean;
};

type PickerProps = {
  task: string;
  value: Json;
  onChange: (value: Json) => void;
  /** The button that opens it. */
  trigger: ReactElement<object>;
};

export function ModelPicker({ task, value, onChange, trigger }: PickerProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover trigger={trigger} label="Model" open={isOpen} onOpenChange={setOpen}>
      <ModelList
        task={task}
        value={value}
        onPick={(model) => {
          setOpen(false);
          onChange(model);
        }}
      />
    </Popover>
  );
}

/** `Auto (Offline preview)`, `Nano Banana`, or the id of one that is not known. */
export function useModelName(kind: NodeSpec, value: Json, short = false): string {
  const { catalog } = useSession();
  const card = findCard(catalog, kind.task, value);
  if (value !== AUTO) return card?.title ?? String(value);
  return card && !short ? `Auto (${card.title})` : 'Auto';
}

function ModelList({
  task,
  value,
  onPick,
}: {
  task: string;
  value: Json;
  onPick: (model: string) => void;
}): ReactNode {
  const { catalog } = useSession();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const base = useId();
  const sections = useMemo(() => {
    const cards = cardsOf(catalog, task);
    const groups = groupCards(cards, query, typeof value === 'string' ? value : null);
    const auto = findCard(catalog, task, AUTO);
    const rows = groups.map((group) => ({ title: group.title, rows: group.cards.map(rowOf) }));
    const isAuto = auto && 'auto'.includes(query.trim().toLowerCase());
    return isAuto ? [{ title: '', rows: [autoRow(auto)] }, ...rows] : rows;
  }, [catalog, task, query, value]);
  const free = sections.flatMap((section) => section.rows).filter((row) => !row.isDisabled);
  const active = free.find((row) => row.value === (at ?? value)) ?? free[0];

  const move = (by: number): void => {
    const next = free[(free.indexOf(active as Row) + by + free.length) % free.length];
    if (!next) return;
    setAt(next.value);
    list.current
      ?.querySelector(`[data-model="${CSS.escape(next.value)}"]`)
      ?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined && free.length > 0) move(by);
    else if (event.key === 'Enter' && active) onPick(active.value);
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles.picker}>
      <Input
        role="combobox"
        aria-expanded="true"
        aria-controls={base}
        aria-activedescendant={active ? `${base}${active.value}` : undefined}
        aria-label="Find a model"
        placeholder="Find a model"
        icon={<Search />}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id={base} role="listbox" aria-label="Models" className={styles.list}>
        {sections.map((section) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options has no element of its own
          <div key={section.title} role="group" aria-label={section.title || 'Koda chooses'}>
            {section.title ? <p className={styles.group}>{section.title}</p> : null}
            {section.rows.map((row) => (
              <ModelRow
                key={row.value}
                id={`${base}${row.value}`}
                row={row}
                isActive={row === active}
                isChosen={row.value === value}
                onPick={() => onPick(row.value)}
                onPoint={() => setAt(row.value)}
              />
            ))}
          </div>
        ))}
        {sections.length === 0 ? <p className={styles.none}>No model is called that.</p> : null}
      </div>
    </div>
  );
}

type RowProps = {
  id: string;
  row: Row;
  isActive: boolean;
  isChosen: boolean;
  onPick: () => void;
  onPoint: () => void;
};

function ModelRow({ id, row, isActive, isChosen, onPick, onPoint }: RowProps): ReactNode {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys
    <div
      id={id}
      role="option"
      tabIndex={-1}
      data-model={row.value}
      aria-selected={isChosen}
      aria-disabled={row.isDisabled || undefined}
      className={classNames(styles.row, isActive && styles.active)}
      onClick={row.isDisabled ? undefined : onPick}
      onPointerMove={row.isDisabled ? undefined : onPoint}
    >
      <span className={styles.words}>
        <span className={styles.name}>{row.title}</span>
        {row.words ? <span className={styles.below}>{row.words}</span> : null}
      </span>
      <span className={styles.price}>{row.trailing}</span>
      <span className={styles.mark}>{isChosen ? <Check aria-hidden="true" /> : null}</span>
    </div>
  );
}

function rowOf(card: ModelCard): Row {
  const retired = card.successor ? `Retired; use ${card.successor}.` : 'Retired.';
  return {
    value: card.id,
    title: card.title,
    words: card.unavailable || (card.retired ? retired : card.description),
    trailing: card.price === null ? '' : formatMoney(card.price),
    isDisabled: !isUsable(card),
  };
}

function autoRow(card: ModelCard): Row {
  return {
    value: AUTO,
    title: 'Auto',
    words: `The best one that is set up here, now ${card.title}.`,
    trailing: card.price === null ? '' : formatMoney(card.price),
    isDisabled: false,
  };
}
