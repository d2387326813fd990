/** The kinds that a storyboard is made of, and the shipped models with and without a key; for tests. */
import offline from '../../../koda/providers/cards/00_offline.json';
import pictures from '../../../koda/providers/cards/10_fal_images.json';
import films from '../../../koda/providers/cards/20_fal_videos.json';
import type { Models, Offer } from './models';
import type { InputSpec, Kinds, NodeSpec, OutputSpec, ParameterSchema } from './spec';
import type { Board, Scene } from './storyboard';
import type { ValueType } from './values';

type Card = { id: string; task: string; provider: string; auto?: boolean; retired?: boolean };

function modelsWith(hasKey: boolean): Models {
  const cards = [...offline, ...pictures, ...films] as unknown as Card[];
  const isThere = (card: Card): boolean => hasKey || card.provider === 'offline';
  const ranked = (task: string): string[] =>
    cards
      .filter((card) => card.task === task && isThere(card) && !card.retired)
      .filter((card) => card.auto || card.provider === 'offline')
      .sort((a, b) => Number(a.provider === 'offline') - Number(b.provider === 'offline'))
      .map((card) => card.id);
  return {
    models: cards.map((card) => ({
      ...card,
      available: isThere(card),
      unavailable_reason: isThere(card) ? null : 'it needs a key',
    })) as Offer[],
    auto: { image: ranked('image'), video: ranked('video') },
  };
}

export const keyless = modelsWith(false);
export const withKey = modelsWith(true);

const end = (name: string, type: ValueType, rest: Partial<InputSpec> = {}): InputSpec => ({
  name,
  title: name,
  types: [type],
  many: false,
  required: false,
  limit: null,
  by_model: true,
  description: '',
  ...rest,
});

const output = (types: ValueType[], rest: Partial<OutputSpec> = {}): OutputSpec => ({
  name: 'output',
  title: 'Output',
  types,
  list: false,
  parameter: null,
  type_parameter: null,
  description: '',
  ...rest,
});

const kind = (name: string, rest: Partial<NodeSpec>): NodeSpec => ({
  kind: name,
  version: 1,
  title: name,
  description: '',
  group: '',
  icon: '',
  runs: true,
  inputs: [],
  outputs: [],
  parameters: {},
  task: null,
  width: 300,
  height: 300,
  ...rest,
});

const words: ParameterSchema = { type: 'string', default: '', 'x-shared-text': true };
const model: ParameterSchema = { type: 'string', default: 'auto', 'x-control': 'model' };

export const kinds: Kinds = new Map(
  [
    kind('image-generator', {
      inputs: [
        end('text', 'text', { many: true, by_model: false }),
        end('reference', 'image', { many: true, limit: 14 }),
      ],
      outputs: [output(['image'], { list: true })],
      parameters: { properties: { prompt: words, model } },
      task: 'image',
    }),
    kind('video-generator', {
      inputs: [
        end('text', 'text', { many: true, by_model: false }),
        end('first_frame', 'image'),
        end('last_frame', 'image'),
        end('reference', 'image', { many: true, limit: 9 }),
      ],
      outputs: [output(['video'])],
      parameters: { properties: { prompt: words, model } },
      task: 'video',
    }),
    kind('media', {
      runs: false,
      outputs: [
        output(['image', 'video', 'audio'], { parameter: 'asset', type_parameter: 'type' }),
      ],
      parameters: { properties: { type: { type: 'string', default: 'image' } } },
    }),
    kind('sticky-note', { runs: false, parameters: { properties: { content: words } } }),
    kind('group', { runs: false, parameters: { properties: { notes: words } } }),
  ].map((one) => [one.kind, one]),
);

const scene = (number: number): Scene => ({
  number,
  title: `Title ${number}`,
  description: `What is seen ${number}`,
  prompt: `A picture ${number}`,
  camera: 'wide',
  mood: 'calm',
  transition: `It becomes ${number + 1}`,
  motion: `It moves ${number}`,
  negativePrompt: 'writing',
  audio: `rain ${number}`,
  duration: null,
  references: [],
});

export const boardOf = (count: number, rest: Partial<Board> = {}): Board => ({
  mode: 'transition',
  style: 'cinematic',
  aspectRatio: '16:9',
  videoFamily: 'auto',
  product: '',
  character: '',
  summary: 'A story.',
  replyTo: '',
  writtenBy: 'offline/rules',
  identities: [],
  scenes: Array.from({ length: count }, (_, at) => scene(at + 1)),
  ...rest,
});
