/** The name of a browser and its system, read from what it says of itself. */

export type BrowserName = {
  readonly browser: string;
  readonly system: string;
  readonly isPhone: boolean;
};

/** The first that fits: those that also say the name of another stand before it. */
const BROWSERS: readonly [RegExp, string][] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\bOPR\/|\bOpera\b/, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/Chrome\/|\bChromium\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
  [/^curl\//, 'curl'],
  [/^python|httpx|requests/i, 'Python'],
];

const SYSTEMS: readonly [RegExp, string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b|\bMacintosh\b/, 'Mac'],
  [/\bWindows\b/, 'Windows'],
  [/\bLinux\b/, 'Linux'],
];

export function browserName(agent: string): BrowserName {
  const find = (names: readonly [RegExp, string][]): string =>
    names.find(([sign]) => sign.test(agent))?.[1] ?? '';
  return {
    browser: find(BROWSERS) || 'Unknown browser',
    system: find(SYSTEMS),
    isPhone: /\biPhone\b|\bAndroid\b.*\bMobile\b/.test(agent),
  };
}

export function browserWords(agent: string): string {
  const { browser, system } = browserName(agent);
  return system ? `${browser} on ${system}` : browser;
}
