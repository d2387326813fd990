/** Shuts what a policy of content leaves open: ways out of the page that no directive names. */

/** What a browser hands over before it runs text as HTML or as a script, where it does that at all. */
interface TrustedTypes {
  createPolicy(name: string, rules: Record<string, (...said: string[]) => string | null>): unknown;
}

const CONNECTIONS = ['RTCPeerConnection', 'webkitRTCPeerConnection'];
const FRAME = /<\s*i?frame/i;

/** A frame within would have the browser's own connections again, so none may come from a text. */
function refuseFrames(types: TrustedTypes): void {
  types.createPolicy('default', {
    createHTML: (text = '', _type = '', sink = '') =>
      sink.includes('srcdoc') || FRAME.test(text) ? null : text,
    createScript: (text = '', _type = '', sink = '') => (/eval|Function/i.test(sink) ? text : null),
  });
}

/** Comes before any code of a film. */
export function closePage(): void {
  for (const name of CONNECTIONS) Reflect.deleteProperty(window, name);
  const { trustedTypes } = window as { trustedTypes?: TrustedTypes };
  if (trustedTypes) refuseFrames(trustedTypes);
}
