/** The one composition. It waits for its fonts, since words are measured before they are set. */

import { film, fonts } from 'koda';
import { type ComponentType, useEffect, useState } from 'react';
import { Composition, continueRender, delayRender } from 'remotion';

function Film() {
  const [handle] = useState(() => delayRender('fonts and film'));
  const [Main, setMain] = useState<ComponentType | null>(null);
  useEffect(() => {
    const faces = [fonts.display, fonts.body].flatMap((family) =>
      [400, 500, 600, 700, 800].map((weight) => document.fonts.load(`${weight} 20px ${family}`)),
    );
    Promise.all(faces)
      .then(() => import('./Main'))
      .then((loaded) => {
        setMain(() => loaded.default);
        continueRender(handle);
      });
  }, [handle]);
  return Main ? <Main /> : null;
}

export function Root() {
  return (
    <Composition
      id="Main"
      component={Film}
      width={film.width}
      height={film.height}
      fps={film.fps}
      durationInFrames={film.frames}
    />
  );
}
