/** Tells Remotion's hooks and components which film and which frame they are in. */

import { type ComponentType, Component as Part, type ReactNode, useMemo } from 'react';
import { Internals } from 'remotion';
import type { Film, Scene } from '../contract';
import { SceneContext } from './scene';

const ID = 'Main';
const nothing = () => undefined;

/** The contexts are Remotion's internals: their types hold more than what a film needs. */
type Context = { Provider: ComponentType<{ value: unknown; children: ReactNode }> };
const contexts = Internals as unknown as Record<string, Context>;

const environment = {
  isRendering: true,
  isPlayer: false,
  isStudio: false,
  isReadOnlyStudio: false,
  isClientSideRendering: false,
};
const sequences = {
  registerSequence: nothing,
  updateSequence: null,
  unregisterSequence: nothing,
  sequences: [],
};
const speed = { playbackRate: 1, setPlaybackRate: nothing };

function composition(film: Film, component: ComponentType) {
  const size = {
    width: film.width,
    height: film.height,
    fps: film.fps,
    durationInFrames: film.frames,
  };
  return {
    compositions: [{ id: ID, component, ...size, order: null, folderName: null, schema: null }],
    folders: [],
    currentAssetMetadata: null,
    currentCompositionMetadata: { ...size, props: {}, defaultProps: {} },
    canvasContent: { type: 'composition', compositionId: ID },
  };
}

function Within({ all, children }: { all: [string, unknown][]; children: ReactNode }) {
  return all.reduceRight((inner, [name, value]) => {
    const { Provider } = contexts[name] as Context;
    return (
      <Provider key={name} value={value}>
        {inner}
      </Provider>
    );
  }, children);
}

/** Passes on what a component throws, so that the page can tell it with its frame. */
class Boundary extends Part<{ caught: (error: unknown) => void; children: ReactNode }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch(error: unknown) {
    this.props.caught(error);
  }

  override render() {
    return this.state.failed ? null : this.props.children;
  }
}

interface Props {
  scene: Scene;
  frame: number;
  main: ComponentType;
  caught: (error: unknown) => void;
}

/** The film's component at one frame. */
export function Composition({ scene, frame, main: Main, caught }: Props) {
  const { film } = scene;
  const manager = useMemo(() => composition(film, Main), [film, Main]);
  const timeline = useMemo(
    () => ({
      frame: { [ID]: frame },
      isPlaying: () => false,
      isInsideFreeze: false,
      audioAndVideoTags: { current: [] },
    }),
    [frame],
  );
  return (
    <Internals.CanUseRemotionHooksProvider>
      <Within
        all={[
          ['RemotionEnvironmentContext', environment],
          ['SequenceManager', sequences],
          ['PlaybackRateContext', speed],
          ['AbsoluteTimeContext', timeline],
          ['TimelineContext', timeline],
          ['CompositionManager', manager],
        ]}
      >
        <Boundary caught={caught}>
          <SceneContext value={scene}>
            <Main />
          </SceneContext>
        </Boundary>
      </Within>
    </Internals.CanUseRemotionHooksProvider>
  );
}
