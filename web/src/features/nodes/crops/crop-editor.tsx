/** Draws the part of a picture that is kept: with the pointer, to a shape, or by arrow keys. */
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { matchesKeys } from '@/lib/keys';
import type { EditorProps } from '@/sync/slots';
import { useNodeParameters, useSession } from '@/sync/use-session';
import { Button } from '@/ui/button';
import { Select } from '@/ui/select';
import { EditorFrame } from '../masks/editor-frame';
import frame from '../masks/editor-frame.module.css';
import { useInputPicture } from '../masks/use-input-picture';
import { type Box, fitShape, fromPercent, moveBox, pullBox, toPercent, WHOLE } from './box';
import { CropStage } from './crop-stage';

const SHAPES = ['1:1', '4:5', '3:4', '2:3', '9:16', '5:4', '4:3', '3:2', '16:9', '21:9'];
const FREE = 'free';
const ORIGINAL = 'original';
const OPTIONS = [
  { value: FREE, label: 'Free shape' },
  { value: ORIGINAL, label: 'As the picture' },
  ...SHAPES.map((shape) => ({ value: shape, label: shape })),
];
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export function CropEditor(props: EditorProps): ReactNode {
  const { node, kind, onClose } = props;
  const { asset, record } = useInputPicture(node, kind, '');
  if (!asset) {
    return (
      <EditorFrame title="Crop" tools={null} actions={null} onKeyDown={() => {}} onClose={onClose}>
        <div className={frame.empty}>
          <p>There is no picture to cut yet.</p>
          <p>Connect a picture to this node, and run what makes it.</p>
        </div>
      </EditorFrame>
    );
  }
  if (!record?.width || !record.height) return null;
  const size = { width: record.width, height: record.height };
  return <Cropper key={asset} {...props} picture={asset} size={size} />;
}

type CropperProps = EditorProps & { picture: string; size: { width: number; height: number } };

function Cropper({ node, kind, onClose, picture, size }: CropperProps): ReactNode {
  const { api, document } = useSession();
  const stored = useNodeParameters(node) ?? {};
  const [box, setBox] = useState<Box>(() => fromPercent(stored));
  const [shape, setShape] = useState(FREE);
  const ratio = shapeOf(shape, size);
  const choose = (next: string): void => {
    setShape(next);
    const wanted = shapeOf(next, size);
    if (wanted !== null) setBox(fitShape(box, wanted));
  };
  const keep = (): void => {
    document.setParameters(node, { ...toPercent(box), aspect_ratio: undefined });
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = nudged(event, box, ratio, size);
    if (matchesKeys(event.nativeEvent, 'mod+enter')) keep();
    else if (next) setBox(next);
    else return;
    event.preventDefault();
  };
  const pixels = `${Math.round(box.width * size.width)} × ${Math.round(box.height * size.height)}`;
  return (
    <EditorFrame
      title={`${kind.title}: what is kept`}
      tools={
        <>
          <Select
            className={frame.choice ?? ''}
            label="Shape"
            value={shape}
            onChange={choose}
            options={OPTIONS}
          />
          <output className={frame.number} aria-label="Size of what is kept">
            {pixels} px
          </output>
          <Button size="small" variant="quiet" onClick={() => setBox(WHOLE)}>
            The whole picture
          </Button>
        </>
      }
      actions={
        <Button variant="primary" onClick={keep}>
          Crop
        </Button>
      }
      onKeyDown={onKeyDown}
      onClose={onClose}
    >
      <CropStage
        picture={api.assetUrl(picture)}
        size={size}
        box={box}
        shape={ratio}
        onBox={setBox}
      />
    </EditorFrame>
  );
}

/** Width by height in shares of the picture; none for a free shape. */
function shapeOf(name: string, size: { width: number; height: number }): number | null {
  if (name === FREE) return null;
  if (name === ORIGINAL) return 1;
  const [width = 1, height = 1] = name.split(':').map(Number);
  return (width / height) * (size.height / size.width);
}

/** Arrows move by a pixel, with Shift by ten; with Alt they pull the lower right corner. */
function nudged(
  event: KeyboardEvent,
  box: Box,
  shape: number | null,
  size: { width: number; height: number },
): Box | null {
  const arrow = ARROWS[event.key];
  if (!arrow || event.metaKey || event.ctrlKey) return null;
  if (event.target instanceof HTMLSelectElement) return null;
  const step = event.shiftKey ? 10 : 1;
  const dx = (arrow[0] * step) / size.width;
  const dy = (arrow[1] * step) / size.height;
  if (!event.altKey) return moveBox(box, dx, dy);
  const handle = { x: arrow[0] === 0 ? 0 : 1, y: arrow[1] === 0 ? 0 : 1 } as const;
  return pullBox(box, handle, dx, dy, shape);
}
