/** A plan for tests: its scenes are called A, B, C, …. */
import type { AnimationPlan } from './animation-plan';

export function planOf(times: readonly number[], seconds: number): AnimationPlan {
  return {
    title: 'Kettle',
    seconds,
    fps: 30,
    scenes: times.map((time, at) => ({
      number: at + 1,
      title: `Scene ${String.fromCharCode(65 + at)}`,
      seconds: time,
      description: 'A kettle comes into the light.',
      notes: '',
      text: ['Hot'],
      technique: 'kinetic-typography',
      media: [],
    })),
    design: {
      style: 'minimal',
      theme: 'minimal',
      colors: { background: '#09090b', foreground: '#fafafa', accent: '#3b82f6' },
      display_font: 'Inter',
      body_font: 'Inter',
    },
  };
}
