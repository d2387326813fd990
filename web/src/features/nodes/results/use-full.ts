/** Whether the whole file of a picture can be drawn at once; it is loaded beside the page. */
import { useEffect, useState } from 'react';

export function useFull(address: string): boolean {
  const [ready, setReady] = useState<string | null>(null);
  useEffect(() => {
    const image = new Image();
    let isWanted = true;
    image.src = address;
    image.decode().then(
      () => isWanted && setReady(address),
      () => {
        // What stands there already is the best there is.
      },
    );
    return () => {
      isWanted = false;
      if (!image.complete) image.src = '';
    };
  }, [address]);
  return ready === address;
}
