/** The stage in a closed frame: asked and answered by messages of the page around it. */

import type { Film, Medium } from '../contract';
import { Playback } from './playback';
import type { Stage } from './stage';

type Posted = Omit<Film, 'media'> & { media: (Omit<Medium, 'url'> & { blob: Blob })[] };
type Call = { koda: string; id: number; film: Posted; frame: number; speed: number; loop: boolean };

/** Fits the film's pixels into the frame, whatever size that has. */
function fit(stage: Stage, root: HTMLElement): void {
  const film = stage.scene?.film;
  if (!film) return;
  const scale = Math.min(innerWidth / film.width, innerHeight / film.height);
  root.style.transformOrigin = '0 0';
  root.style.transform = scale === 1 ? '' : `scale(${scale})`;
}

export function listen(stage: Stage, root: HTMLElement): void {
  const around = window.parent;
  const tell = (message: object) => around.postMessage(message, '*');
  const playback = new Playback(stage, (frame, faults) => tell({ koda: 'frame', frame, faults }));
  let urls: string[] = [];

  async function open(film: Posted) {
    playback.pause();
    for (const url of urls) URL.revokeObjectURL(url);
    const media = film.media.map(({ blob, ...rest }) => ({
      ...rest,
      url: URL.createObjectURL(blob),
    }));
    urls = media.map((one) => one.url);
    const answer = await stage.open({ ...film, media, mode: 'preview' });
    fit(stage, root);
    return answer;
  }

  async function answerTo(call: Call): Promise<object> {
    if (call.koda === 'open') return open(call.film);
    if (call.koda === 'seek') return playback.seek(call.frame);
    if (call.koda === 'look') return stage.look();
    if (call.koda === 'play') playback.play(call.frame, call.speed, call.loop);
    if (call.koda === 'pause') playback.pause();
    return { ok: true };
  }

  window.addEventListener('resize', () => fit(stage, root));
  window.addEventListener('message', (event: MessageEvent<Call>) => {
    if (event.source !== around || typeof event.data?.koda !== 'string') return;
    const { id } = event.data;
    void answerTo(event.data).then((answer) => tell({ koda: 'answer', id, ...answer }));
  });
  tell({ koda: 'ready' });
}
