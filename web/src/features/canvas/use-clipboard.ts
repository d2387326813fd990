/** Copy, cut, paste and drop: nodes as text on the system's clipboard, files and text as new nodes. */
import { useEffect } from 'react';
import { ASSETS_TYPE, decodeAssets } from '@/core/asset-drag';
import { encodeClip } from '@/core/clipboard';
import { isTyping } from '@/lib/keys';
import type { CanvasActions } from './actions';
import { addAssets } from './add-assets';
import type { Point } from './canvas-state';
import { bringFiles, bringText } from './incoming';

/** Binds the clipboard's events to the canvas; `pointer` gives where the pointer is on it. */
export function useClipboard(actions: CanvasActions, pointer: () => Point): void {
  useEffect(() => {
    const copy = (event: ClipboardEvent): boolean => {
      if (isTyping(event.target) || hasSelectedText() || actions.selection.length === 0)
        return false;
      const text = encodeClip(actions.copy());
      event.clipboardData?.setData('text/plain', text);
      actions.remember(text);
      event.preventDefault();
      return true;
    };
    const onCopy = (event: ClipboardEvent): void => {
      copy(event);
    };
    const onCut = (event: ClipboardEvent): void => {
      if (copy(event) && actions.session.may.edit) actions.remove();
    };
    const onPaste = (event: ClipboardEvent): void => {
      if (isTyping(event.target) || !event.clipboardData) return;
      event.preventDefault();
      void take(actions, event.clipboardData, pointer());
    };
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCut);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCut);
      document.removeEventListener('paste', onPaste);
    };
  }, [actions, pointer]);
}

const hasSelectedText = (): boolean => (window.getSelection()?.toString() ?? '') !== '';

/** Make the obvious thing of what was pasted or dropped, at a point of the canvas. */
export async function take(actions: CanvasActions, data: DataTransfer, at: Point): Promise<void> {
  if (!actions.session.may.edit) return;
  const assets = decodeAssets(data.getData(ASSETS_TYPE));
  if (assets.length > 0) {
    addAssets(actions, assets, at);
    return;
  }
  const files = [...data.files];
  if (files.length > 0) {
    await bringFiles(actions, files, at);
    return;
  }
  const text = data.getData('text/uri-list').split('\n')[0]?.trim() || data.getData('text/plain');
  await bringText(actions, text, at);
}

/** Paste from the menu, where no paste event brings the text. */
export function pasteFromSystem(actions: CanvasActions): void {
  const paste = (text: string): void => void bringText(actions, text, actions.view.pointer());
  if (!navigator.clipboard?.readText) paste(actions.remembered);
  else navigator.clipboard.readText().then(paste, () => paste(actions.remembered));
}
