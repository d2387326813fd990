/** The parameters of a note or sticker as they are shown, and how they are set. */
import type { NodeSpec } from '@/core/spec';
import type { Json } from '@/core/values';
import { useSession } from '@/sync/use-session';
import { readValue } from '../form/fields';
import { useCardSize, useNodeForm } from '../use-node-form';

export type Look = {
  readonly text: (name: string) => string;
  readonly number: (name: string) => number;
  readonly isOn: (name: string) => boolean;
  readonly set: (name: string, value: Json) => void;
  readonly size: { readonly width: number; readonly height: number };
  readonly resize: (size: { width: number; height: number }) => void;
};

export function useLook(id: string, kind: NodeSpec): Look {
  const { document } = useSession();
  const form = useNodeForm(id, kind);
  const size = useCardSize(id, kind);
  const read = (name: string): Json => {
    const field = form.fields.find((one) => one.name === name);
    return field ? readValue(field, form.parameters[name]).value : null;
  };
  return {
    text: (name) => String(read(name) ?? ''),
    number: (name) => {
      const value = read(name);
      return typeof value === 'number' ? value : 0;
    },
    isOn: (name) => read(name) === true,
    set: (name, value) => document.setParameter(id, name, value),
    size,
    resize: (to) => {
      const node = document.node(id);
      if (!node) return;
      // Around its middle, so that a sticker stays where it was stuck.
      const x = node.x + (size.width - to.width) / 2;
      const y = node.y + (size.height - to.height) / 2;
      document.resize(id, { x, y, ...to });
    },
  };
}
