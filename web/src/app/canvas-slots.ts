/** Fills the canvas's open places from the other features, which do not know each other. */
import { LazyAssetsPanel } from '@/features/assets/lazy-assets-panel';
import {
  AnimationBody,
  MotionBody,
  ProductShotBody,
  StoryboardBody,
} from '@/features/nodes/agents/lazy-agents';
import { GroupBody } from '@/features/nodes/bodies/group-body';
import { MakerBody } from '@/features/nodes/bodies/maker-body';
import { MediaBody } from '@/features/nodes/bodies/media-body';
import { PlainBody } from '@/features/nodes/bodies/plain-body';
import { TextBody } from '@/features/nodes/bodies/text-body';
import { LazyInspector } from '@/features/nodes/inspector/lazy-inspector';
import { CropBody, InpaintBody } from '@/features/nodes/masks/edited-body';
import { CropEditor, MaskEditor } from '@/features/nodes/masks/lazy-editors';
import { NoteBody, StickerBody } from '@/features/nodes/notes/lazy-notes';
import { RunsDrawer } from '@/features/runs/runs-drawer';
import { LazySessionEnded } from '@/features/session/lazy-session-ended';
import { ShareButton } from '@/features/share/share-button';
import type { CanvasSlots } from '@/sync/slots';

export const CANVAS_SLOTS: CanvasSlots = {
  bodies: {
    animation: AnimationBody,
    crop: CropBody,
    group: GroupBody,
    'image-generator': MakerBody,
    inpaint: InpaintBody,
    media: MediaBody,
    'motion-analyzer': MotionBody,
    'product-shot': ProductShotBody,
    sticker: StickerBody,
    'sticky-note': NoteBody,
    storyboard: StoryboardBody,
    text: TextBody,
  },
  body: PlainBody,
  bare: new Set(['sticker', 'sticky-note']),
  assets: LazyAssetsPanel,
  editors: { crop: CropEditor, mask: MaskEditor },
  inspector: LazyInspector,
  runs: RunsDrawer,
  share: ShareButton,
  ended: LazySessionEnded,
};
