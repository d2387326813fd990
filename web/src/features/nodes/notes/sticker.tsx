/** A sticker: one emoji, as large and as turned as somebody likes. */
import { FlipHorizontal2, FlipVertical2, RotateCcw, RotateCw, Smile } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { NodeBodyProps } from '@/sync/slots';
import { IconButton } from '@/ui/icon-button';
import { Popover } from '@/ui/popover';
import { Bar, Divider, Sizes, Stepper } from './bar';
import { EmojiPicker } from './emoji-picker';
import styles from './sticker.module.css';
import { type Look, useLook } from './use-look';

const SIZES = [
  { name: 'S', width: 32, height: 32 },
  { name: 'M', width: 48, height: 48 },
  { name: 'L', width: 64, height: 64 },
  { name: 'XL', width: 96, height: 96 },
];
const TURN = 15;
/** How much of the card's smaller side a glyph fills. */
const SHARE = 0.8;

export function Sticker({ id, kind, selected, editing, compact }: NodeBodyProps): ReactNode {
  const look = useLook(id, kind);
  const { width, height } = look.size;
  const flip = `${look.isOn('flip_x') ? -1 : 1} ${look.isOn('flip_y') ? -1 : 1}`;
  return (
    <>
      <div
        className={styles.sticker}
        role="img"
        aria-label={look.text('emoji')}
        style={{
          fontSize: Math.min(width, height) * SHARE,
          rotate: `${look.number('rotation')}deg`,
          scale: flip,
          opacity: look.number('opacity') / 100,
        }}
      >
        {look.text('emoji')}
      </div>
      {selected && !compact ? <StickerBar look={look} isChoosing={editing} /> : null}
    </>
  );
}

function StickerBar({ look, isChoosing }: { look: Look; isChoosing: boolean }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const turn = (by: number): void => {
    const next = look.number('rotation') + by;
    look.set('rotation', next > 180 ? next - 360 : next <= -180 ? next + 360 : next);
  };
  return (
    <Bar label="Look of the sticker">
      {isChoosing ? (
        <div className={styles.panel}>
          <EmojiPicker value={look.text('emoji')} onPick={(glyph) => look.set('emoji', glyph)} />
        </div>
      ) : (
        <Popover
          label="Choose an emoji"
          side="bottom"
          open={isOpen}
          onOpenChange={setOpen}
          trigger={
            <IconButton size="small" side="bottom" label="Choose an emoji" icon={<Smile />} />
          }
        >
          <EmojiPicker
            value={look.text('emoji')}
            onPick={(glyph) => {
              look.set('emoji', glyph);
              setOpen(false);
            }}
          />
        </Popover>
      )}
      <Divider />
      <Sizes sizes={SIZES} width={look.size.width} onChange={look.resize} />
      <Divider />
      <Press label="Turn to the left" icon={<RotateCcw />} onPress={() => turn(-TURN)} />
      <Press label="Turn to the right" icon={<RotateCw />} onPress={() => turn(TURN)} />
      <Press
        label="Mirror"
        icon={<FlipHorizontal2 />}
        pressed={look.isOn('flip_x')}
        onPress={() => look.set('flip_x', !look.isOn('flip_x'))}
      />
      <Press
        label="Turn upside down"
        icon={<FlipVertical2 />}
        pressed={look.isOn('flip_y')}
        onPress={() => look.set('flip_y', !look.isOn('flip_y'))}
      />
      <Divider />
      <Stepper
        label="Opacity"
        value={look.number('opacity')}
        unit=" %"
        step={10}
        min={10}
        max={100}
        onChange={(value) => look.set('opacity', value)}
      />
    </Bar>
  );
}

type PressProps = { label: string; icon: ReactNode; pressed?: boolean; onPress: () => void };

function Press({ label, icon, pressed, onPress }: PressProps): ReactNode {
  const state = pressed === undefined ? {} : { pressed };
  return (
    <IconButton size="small" side="bottom" label={label} icon={icon} onClick={onPress} {...state} />
  );
}
