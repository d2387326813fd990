/** The models of a task to choose from: by their makers, with what they take and cost. */
import {
  ArrowRightToLine,
  Brush,
  Image as ImageIcon,
  Images,
  type LucideIcon,
  Mic,
  Type,
  Video as VideoIcon,
} from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import {
  AUTO,
  allCards,
  cardsOf,
  findCard,
  isUsable,
  type ModelCard,
  rateWords,
} from '@/core/models';
import { filledRoles, wiredInputs } from '@/core/ports';
import type { NodeSpec } from '@/core/spec';
import { useSession } from '@/sync/use-session';
import { Button } from '@/ui/button';
import { FindList, type Row, type Section } from './find-list';
import { factsOf, type Mode, modesOf } from './model-facts';
import styles from './model-picker.module.css';
import { familiesOf, groupCards, type ModelGroup } from './models';
import { recentModels, rememberModel } from './recent-models';

type Props = { node: string; kind: NodeSpec; value: string; onPick: (model: string) => void };

export function ModelList({ node, kind, value, onPick }: Props): ReactNode {
  const { catalog, document } = useSession();
  const [query, setQuery] = useState('');
  const task = kind.task ?? '';
  const pick = (model: string): void => {
    rememberModel(task, model);
    onPick(model);
  };
  const filled = filledRoles(
    catalog,
    kind,
    document.node(node)?.parameters ?? {},
    wiredInputs(document.edges, node),
  ).join();
  const sections = useMemo(() => {
    const cards = cardsOf(catalog, task);
    const auto = findCard(catalog, task, AUTO, filled.split(',').filter(Boolean));
    const roles = filled.split(',').filter(Boolean);
    const shared = sharedReason(cards);
    const row = (card: ModelCard): Row => rowOf(card, missingOf(kind, card, roles), shared);
    const found = groupCards(cards, query, value);
    if (query.trim() !== '') {
      const isAuto = auto && 'auto'.includes(query.trim().toLowerCase());
      const groups = found.map(({ title, cards: list }) => ({ title, rows: list.map(row) }));
      return isAuto ? [{ title: '', rows: [autoRow(auto)] }, ...groups] : groups;
    }
    return [
      ...(auto ? [{ title: '', rows: [autoRow(auto)] }] : []),
      ...recentSection(task, cards, row),
      ...found.flatMap((group) => familySections(group, row)),
    ];
  }, [catalog, kind, task, query, value, filled]);
  return (
    <FindList
      label="Find a model"
      listLabel="Models"
      none="No model is called that."
      sections={sections}
      value={value}
      query={query}
      onQuery={setQuery}
      onPick={pick}
    >
      <Retired card={allCards(catalog).get(value)} onPick={pick} />
      <NotSetUp reason={sharedReason(cardsOf(catalog, task))} />
    </FindList>
  );
}

/** The chosen model is no longer made: what came after it, one press away. */
function Retired({
  card,
  onPick,
}: {
  card: ModelCard | undefined;
  onPick: (model: string) => void;
}): ReactNode {
  const { catalog } = useSession();
  const next = card?.successor ? allCards(catalog).get(card.successor) : undefined;
  if (!card?.retired) return null;
  return (
    <p className={styles.retired}>
      <span>{card.title} is no longer offered.</span>
      {next ? (
        <Button size="small" onClick={() => onPick(next.id)}>
          Use {next.title}
        </Button>
      ) : null}
    </p>
  );
}

/** Why everything that is grey cannot be used: said once, not on every row. */
function NotSetUp({ reason }: { reason: string }): ReactNode {
  if (reason === '') return null;
  const words = reason.charAt(0).toLowerCase() + reason.slice(1);
  return <p className={styles.reason}>What is grey is not set up here: {words}</p>;
}

/** Why the models that cannot be used cannot, if it is the same for several. */
function sharedReason(cards: readonly ModelCard[]): string {
  const reasons = cards.map((card) => card.unavailable).filter(Boolean);
  return reasons.length > 1 && new Set(reasons).size === 1 ? (reasons[0] ?? '') : '';
}

/** Not where the list is short enough to be seen at once. */
const LONG = 7;

function recentSection(
  task: string,
  cards: readonly ModelCard[],
  row: (card: ModelCard) => Row,
): Section[] {
  if (cards.length <= LONG) return [];
  const recent = recentModels(task).flatMap((id) => cards.filter((card) => card.id === id));
  const usable = recent.filter(isUsable);
  return usable.length > 0 ? [{ title: 'Used recently', rows: usable.map(row) }] : [];
}

/** Models that are one with other inputs stand under its name. */
function familySections(group: ModelGroup, row: (card: ModelCard) => Row): Section[] {
  return familiesOf(group.cards).map(({ title, members }, at) => {
    const rows = members.map(({ card, short }) => ({ ...row(card), title: short }));
    return { title: at === 0 ? group.title : '', subtitle: title, rows };
  });
}

/** What is wired and this model does not take, as people call it. */
function missingOf(kind: NodeSpec, card: ModelCard, filled: readonly string[]): string {
  const missing = filled.filter((role) => card.inputs[role] === undefined);
  const names = kind.inputs.filter((input) => missing.includes(input.name));
  return names.map((input) => input.title).join(', ');
}

function rowOf(card: ModelCard, missing: string, shared: string): Row {
  const retired = card.successor ? 'No longer offered.' : 'No longer offered; nothing replaces it.';
  const reason = card.unavailable === shared ? '' : card.unavailable;
  const facts = missing ? `Takes no ${missing}` : factsOf(card) || card.description;
  return {
    value: card.id,
    title: card.title,
    marks: <Modes modes={modesOf(card)} />,
    below: reason || (card.retired ? retired : facts),
    trailing: rateWords(card),
    isDisabled: !isUsable(card),
  };
}

function autoRow(card: ModelCard): Row {
  return {
    value: AUTO,
    title: 'Auto',
    below: `The best one that is set up here, now ${card.title}.`,
    trailing: rateWords(card),
  };
}

const MODES: Readonly<Record<Mode, readonly [LucideIcon, string]>> = {
  text: [Type, 'words'],
  image: [ImageIcon, 'a picture'],
  frames: [ArrowRightToLine, 'first and last frame'],
  references: [Images, 'references'],
  video: [VideoIcon, 'a film'],
  audio: [Mic, 'a sound'],
  mask: [Brush, 'a mask'],
};

function Modes({ modes }: { modes: readonly Mode[] }): ReactNode {
  const words = modes.map((mode) => MODES[mode][1]).join(', ');
  return (
    <span
      className={styles.modes}
      role="img"
      aria-label={`takes ${words}`}
      title={`Takes ${words}`}
    >
      {modes.map((mode) => {
        const Icon = MODES[mode][0];
        return <Icon key={mode} aria-hidden="true" />;
      })}
    </span>
  );
}
