/** Questions are read from their fields; what is no question of these is none. */
import { expect, it } from 'vitest';
import { planOf } from './animation.fixture';
import { firstAnswers, isAnswered, readQuestion } from './animation-questions';

const BRIEF = {
  kind: 'animation.brief',
  questions: [
    { id: 'who', text: 'Who is it for?', type: 'text', required: true },
    { id: 'mood', text: 'Which mood?', type: 'select', options: ['calm', 'bold'], default: 'calm' },
    {
      id: 'where',
      text: 'Where?',
      type: 'multi_select',
      options: [{ value: 'web', title: 'Web' }],
    },
    { text: 'No id' },
  ],
};

it('reads a form with what stands there at first', () => {
  const question = readQuestion(BRIEF);
  if (question?.kind !== 'brief') throw new Error('no form');
  expect(question.questions.map(({ type }) => type)).toEqual(['text', 'select', 'multi_select']);
  expect(question.questions[1]?.options[0]).toEqual({ value: 'calm', title: 'Calm' });
  const answers = firstAnswers(question.questions);
  expect(answers).toEqual({ who: '', mood: 'calm', where: [] });
  expect(isAnswered(question.questions, answers)).toBe(false);
  expect(isAnswered(question.questions, { ...answers, who: 'Everybody' })).toBe(true);
});

it('reads a plan to approve', () => {
  const plan = planOf([1, 2, 3], 6);
  const media = [{ name: 'photo-1.png' }, { other: 1 }];
  expect(readQuestion({ kind: 'animation.plan', plan, media, round: 2 })).toEqual({
    kind: 'plan',
    plan,
    media: ['photo-1.png'],
    round: 2,
    mayKeep: false,
    rewrites: [],
  });
  expect(readQuestion({ kind: 'animation.plan', plan: {} })).toBeNull();
});

it('reads what would be lost by a plan, and that the version may stay', () => {
  const plan = planOf([1, 2, 3], 6);
  const asked = { kind: 'animation.plan', plan, version: 'prj_1', rewrites: ['scene.json', 7] };
  expect(readQuestion(asked)).toMatchObject({ mayKeep: true, rewrites: ['scene.json'] });
});

it('reads a preview with its stills and faults', () => {
  const question = readQuestion({
    kind: 'animation.preview',
    project: 'prj_1',
    plan: planOf([1, 2, 3], 6),
    stills: [{ scene: 1, frame: 3, asset: 'as_1' }, { scene: 2 }],
    film: 'as_2',
    faults: [{ code: 'blank', message: 'Empty.', frame: 9, is_sure: false }, { code: 'x' }],
    round: 1,
  });
  expect(question).toMatchObject({
    kind: 'preview',
    project: 'prj_1',
    stills: [{ asset: 'as_1' }],
    film: 'as_2',
    faults: [{ code: 'blank', isSure: false, file: null, frame: 9 }],
  });
});

it('leaves other questions to others', () => {
  for (const raw of [null, {}, { kind: 'other' }, 'text']) expect(readQuestion(raw)).toBeNull();
});
