/** Paints where a picture is to change, and keeps it as a mask of the picture's size. */
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { ApiProblem } from '@/api/problem';
import { uploadFile } from '@/api/upload';
import { matchesKeys } from '@/lib/keys';
import type { EditorProps } from '@/sync/slots';
import { useNodeParameters, useSession } from '@/sync/use-session';
import { Button } from '@/ui/button';
import { useAsset } from '../assets/use-asset';
import { EditorFrame } from './editor-frame';
import frame from './editor-frame.module.css';
import { MaskCanvas } from './mask-canvas';
import { loadPicture, type Size, writeMask } from './mask-files';
import { MaskTools, ZOOM_STEP } from './mask-tools';
import { add, type History, isEmpty, NOTHING, nextSize, redo, type Stroke, undo } from './strokes';
import { useInputPicture } from './use-input-picture';
import type { Tool } from './use-painting';
import { useStage } from './use-stage';

/** What was painted and not kept yet, by node and picture: closing by mistake loses nothing. */
const drafts = new Map<string, History>();
const TOOL_KEYS: Readonly<Record<string, Tool>> = { b: 'brush', e: 'eraser', r: 'box', l: 'lasso' };

export function MaskEditor(props: EditorProps): ReactNode {
  const { node, kind, parameter, onClose } = props;
  const { asset, record } = useInputPicture(node, kind, parameter);
  if (!asset) {
    return (
      <EditorFrame title="Mask" tools={null} actions={null} onKeyDown={() => {}} onClose={onClose}>
        <div className={frame.empty}>
          <p>There is no picture to paint on yet.</p>
          <p>Connect a picture to this node, and run what makes it.</p>
        </div>
      </EditorFrame>
    );
  }
  if (!record?.width || !record.height) return null;
  const size = { width: record.width, height: record.height };
  return <Painter key={asset} {...props} picture={asset} size={size} />;
}

type PainterProps = EditorProps & { picture: string; size: Size };

function Painter({ node, kind, parameter, onClose, picture, size }: PainterProps): ReactNode {
  const { api } = useSession();
  const draftKey = `${node} ${picture}`;
  const [history, setHistory] = useState(() => drafts.get(draftKey) ?? NOTHING);
  const [tool, setTool] = useState<Tool>('brush');
  const [erases, setErases] = useState(false);
  const [width, setWidth] = useState(() => nextSize(Math.max(size.width, size.height) / 24, 1));
  const space = useRef(false);
  const place = useRef<HTMLDivElement>(null);
  const stage = useStage(place);
  const stored = useStored(node, parameter, size);
  const change = (next: History): void => {
    drafts.set(draftKey, next);
    setHistory(next);
  };
  const stroke = (one: Stroke): void => change(add(history, one));
  const canKeep = history.done.length > 0 && !isEmpty(history.done, stored.base !== null);
  const keep = useKeep({ node, parameter, size, base: stored.base, history }, () => {
    drafts.delete(draftKey);
    onClose();
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Alt') setErases(true);
    const act = actOf(event, { history, change, width, setWidth, setTool, stage, stroke });
    if (event.key === ' ') space.current = true;
    else if (matchesKeys(event.nativeEvent, 'mod+enter') && canKeep) keep.start();
    else if (act) act();
    else return;
    event.preventDefault();
  };
  return (
    <EditorFrame
      title={`Mask for ${kind.title}: paint what is to change`}
      tools={
        <MaskTools
          tool={tool}
          onTool={setTool}
          width={width}
          onWidth={setWidth}
          history={history}
          onUndo={() => change(undo(history))}
          onRedo={() => change(redo(history))}
          onStroke={stroke}
          stage={stage}
        />
      }
      actions={
        <Button variant="primary" busy={keep.isBusy} disabled={!canKeep} onClick={keep.start}>
          Use this mask
        </Button>
      }
      notice={keep.problem || stored.notice}
      onKeyDown={onKeyDown}
      onKeyUp={(event) => {
        if (event.key === ' ') space.current = false;
        if (event.key === 'Alt') setErases(false);
      }}
      onClose={onClose}
    >
      <MaskCanvas
        picture={api.assetUrl(picture)}
        size={size}
        base={stored.base}
        strokes={history.done}
        tool={tool}
        erases={erases}
        width={width}
        stage={stage}
        place={place}
        isPanning={() => space.current}
        onStroke={stroke}
      />
    </EditorFrame>
  );
}

type Acts = {
  history: History;
  change: (history: History) => void;
  width: number;
  setWidth: (width: number) => void;
  setTool: (tool: Tool) => void;
  stage: { zoom: (factor: number) => void; whole: () => void };
  stroke: (stroke: Stroke) => void;
};

/** What a key does; none for others. */
function actOf(event: KeyboardEvent, acts: Acts): (() => void) | null {
  const { history, change, width, setWidth, setTool, stage, stroke } = acts;
  const native = event.nativeEvent;
  if (matchesKeys(native, 'mod+shift+z') || matchesKeys(native, 'mod+y')) {
    return () => change(redo(history));
  }
  if (matchesKeys(native, 'mod+z')) return () => change(undo(history));
  if (event.metaKey || event.ctrlKey) return null;
  const tool = TOOL_KEYS[event.key];
  if (tool) return () => setTool(tool);
  switch (event.key) {
    case '[':
      return () => setWidth(nextSize(width, -1));
    case ']':
      return () => setWidth(nextSize(width, 1));
    case 'i':
      return () => stroke({ kind: 'invert' });
    case '0':
      return stage.whole;
    case '+':
    case '=':
      return () => stage.zoom(ZOOM_STEP);
    case '-':
      return () => stage.zoom(1 / ZOOM_STEP);
    default:
      return null;
  }
}

type Stored = { readonly base: HTMLImageElement | null; readonly notice: string };

/** The mask that the node has, and whether it was painted for a picture of another size. */
function useStored(node: string, parameter: string, size: Size): Stored {
  const { api } = useSession();
  const value = useNodeParameters(node)?.[parameter];
  const id = typeof value === 'string' && value !== '' ? value : null;
  const { asset } = useAsset(id);
  const [base, setBase] = useState<HTMLImageElement | null>(null);
  useEffect(() => {
    if (id === null) return;
    let isWanted = true;
    void loadPicture(api.assetUrl(id)).then((image) => {
      if (isWanted) setBase(image);
    });
    return () => {
      isWanted = false;
      setBase(null);
    };
  }, [api, id]);
  const isOther =
    asset?.width && asset.height && (asset.width !== size.width || asset.height !== size.height);
  const notice = isOther
    ? `This mask was painted for a picture of ${asset.width} × ${asset.height}; this one is ${size.width} × ${size.height}. It is stretched here: look whether it still fits.`
    : '';
  return { base, notice };
}

type KeepOptions = {
  node: string;
  parameter: string;
  size: Size;
  base: HTMLImageElement | null;
  history: History;
};

function useKeep(options: KeepOptions, onKept: () => void) {
  const session = useSession();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const start = async (): Promise<void> => {
    const { node, parameter, size, base, history } = options;
    setBusy(true);
    setProblem('');
    try {
      const file = await writeMask(size, base, history.done);
      const asset = await uploadFile(session.api, file, { canvas: session.id, node }, () => {});
      session.document.setParameters(node, { [parameter]: asset.id });
      onKept();
    } catch (error) {
      setProblem(error instanceof ApiProblem ? `${error.message} ${error.remedy}` : String(error));
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, problem, start: () => void start() };
}
