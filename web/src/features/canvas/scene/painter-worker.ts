/** The studio in a worker: it paints while the page stays free. */

import type { FromStudio, ToStudio } from './protocol';
import { offscreenEasel, Studio } from './studio';

const easel = offscreenEasel();

if (easel !== undefined) {
  const studio = new Studio(easel, (message: FromStudio) => {
    globalThis.postMessage(message, {
      transfer: message.kind === 'picture' ? [message.bitmap] : [],
    });
  });
  globalThis.addEventListener('message', (event: MessageEvent<ToStudio>) => {
    void studio.receive(event.data);
  });
}
