import { expect, it } from 'vitest';
import { browserName, browserWords } from './browser-name';

const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0';
const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile Safari/604.1';

it('tells browsers apart that name each other', () => {
  expect(browserWords(`${CHROME} Safari/537.36`)).toBe('Chrome on Linux');
  expect(browserWords(`${CHROME} Safari/537.36 Edg/141.0`)).toBe('Edge on Linux');
  expect(browserWords('Mozilla/5.0 (Windows NT 10.0; rv:143.0) Firefox/143.0')).toBe(
    'Firefox on Windows',
  );
});

it('takes a phone for one', () => {
  expect(browserName(PHONE)).toEqual({ browser: 'Safari', system: 'iPhone', isPhone: true });
});

it('says so when it cannot tell', () => {
  expect(browserWords('')).toBe('Unknown browser');
  expect(browserWords('curl/8.5.0')).toBe('curl');
});
