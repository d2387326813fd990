/** One file over the whole window: looked at closely, compared, with its recipe beside it. */
import { Columns2, Info, X, ZoomIn, ZoomOut } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type KeyboardEvent, type ReactNode, Suspense, useState } from 'react';
import type { Asset } from '@/api/types';
import type { MediaType } from '@/core/values';
import { lazy } from '@/lib/lazy';
import { IconButton } from '@/ui/icon-button';
import { useDialogFocus } from '@/ui/use-dialog-focus';
import { useAsset } from '../assets/use-asset';
import { compareOptions, firstOption, type Option } from './compare-options';
import { CompareStrip } from './compare-strip';
import styles from './lightbox.module.css';
import { type PanZoom, WHOLE, zoomAt } from './pan-zoom';
import { RecipePanel } from './recipe-panel';
import { Seen } from './seen';
import type { MediaTake } from './takes';
import { useInputs } from './use-inputs';

const LazyCompare = lazy(() =>
  import('./compare-view').then((module) => ({ default: module.CompareView })),
);

const STEP = 1.5;
const CENTRE = { x: 0, y: 0 };
const ZOOMS: Readonly<Record<string, number>> = { '+': STEP, '=': STEP, '-': 1 / STEP };
const TURNS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

type Props = {
  title: string;
  asset: string;
  type: MediaType;
  /** What the file is one of, as in the strip. */
  takes: readonly MediaTake[];
  take: MediaTake | null;
  /** What can be done with it, as buttons. */
  tools: ReactNode;
  /** Go to another take; keeps what is not there as it is. */
  onTurn?: (by: number) => void;
  children?: ReactNode;
  onClose: () => void;
};

export function LightboxFrame(props: Props): ReactNode {
  const { title, asset, type, takes, take, tools, onTurn, children, onClose } = props;
  const focus = useDialogFocus();
  const [view, setView] = useState<PanZoom>(WHOLE);
  const [hasRecipe, setRecipe] = useState(false);
  const record = useAsset(asset).asset;
  const compare = useCompare(record, { asset, type }, takes, take);
  const zoom = (factor: number): void => setView((now) => zoomAt(now, CENTRE, factor));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const by = TURNS[event.key];
    const factor = ZOOMS[event.key];
    if (by !== undefined && onTurn) {
      setView(WHOLE);
      onTurn(by);
    } else if (factor !== undefined) zoom(factor);
    else if (event.key === '0') setView(WHOLE);
    else if (event.key === 'c') compare.toggle();
    else if (event.key === 'i') setRecipe(!hasRecipe);
    else return;
    event.preventDefault();
  };
  const { against } = compare;
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.scrim} />
        <Dialog.Content
          className={styles.box}
          aria-describedby={undefined}
          // The box itself has the keys: a ring around its first button would say something else.
          {...focus}
          onKeyDown={onKeyDown}
          onPointerDown={(event) => event.stopPropagation()}
        >
          <header className={styles.head}>
            <Dialog.Title className={styles.title}>{title}</Dialog.Title>
            <div className={styles.tools}>
              {type === 'image' ? (
                <ZoomTools view={view} onZoom={zoom} onWhole={() => setView(WHOLE)} />
              ) : null}
              {compare.options.length > 0 ? (
                <IconButton
                  label="Compare"
                  keys="c"
                  icon={<Columns2 />}
                  pressed={against !== null}
                  onClick={compare.toggle}
                />
              ) : null}
              <IconButton
                label="Recipe"
                keys="i"
                icon={<Info />}
                pressed={hasRecipe}
                onClick={() => setRecipe(!hasRecipe)}
              />
              {tools}
            </div>
            <Dialog.Close asChild>
              <IconButton label="Close" keys="escape" icon={<X />} />
            </Dialog.Close>
          </header>
          <div className={styles.middle}>
            <div className={styles.stage}>
              {against && type !== 'audio' ? (
                <Suspense fallback={null}>
                  <LazyCompare
                    key={`${asset} ${against.asset}`}
                    type={type}
                    before={against}
                    after={{ asset, label: 'This one' }}
                    view={view}
                    onView={setView}
                  />
                </Suspense>
              ) : (
                <Seen asset={asset} type={type} alt={title} view={view} onView={setView} />
              )}
              {children}
            </div>
            {hasRecipe ? <RecipePanel asset={record} take={take} /> : null}
          </div>
          {against ? (
            <CompareStrip
              options={compare.options}
              chosen={against.asset}
              onChoose={compare.choose}
            />
          ) : null}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type Compare = {
  readonly options: readonly Option[];
  readonly against: Option | null;
  readonly toggle: () => void;
  readonly choose: (asset: string) => void;
};

function useCompare(
  record: Asset | null,
  shown: { asset: string; type: MediaType },
  takes: readonly MediaTake[],
  take: MediaTake | null,
): Compare {
  const [chosen, setChosen] = useState<string | null>(null);
  const inputs = useInputs(record?.recipe?.inputs ?? NONE);
  const options = compareOptions(shown, inputs, takes);
  const first = firstOption(options, takes, take);
  const against = chosen === null ? null : (options.find(({ asset }) => asset === chosen) ?? first);
  return {
    options,
    against,
    toggle: () => setChosen(chosen === null ? (first?.asset ?? null) : null),
    choose: setChosen,
  };
}

const NONE: readonly string[] = [];

type ZoomProps = { view: PanZoom; onZoom: (factor: number) => void; onWhole: () => void };

function ZoomTools({ view, onZoom, onWhole }: ZoomProps): ReactNode {
  return (
    <>
      <IconButton
        label="Smaller"
        keys="-"
        icon={<ZoomOut />}
        disabled={view.scale === 1}
        onClick={() => onZoom(1 / STEP)}
      />
      <button
        type="button"
        className={styles.scale}
        aria-label={`${Math.round(view.scale * 100)} %, see it whole`}
        onClick={onWhole}
      >
        {Math.round(view.scale * 100)} %
      </button>
      <IconButton label="Closer" keys="+" icon={<ZoomIn />} onClick={() => onZoom(STEP)} />
    </>
  );
}
