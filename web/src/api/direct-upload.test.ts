// @vitest-environment node
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Put, uploadDirectly } from '@/api/direct-upload';
import { KodaApi } from '@/api/koda-api';
import { ApiProblem } from '@/api/problem';
import type { Asset } from '@/api/types';

const file = new File(['x'.repeat(100)], 'film.mp4', { type: 'video/mp4' });

/** What is answered next to each path, and what was asked. */
let answers: Record<string, [number, unknown][]>;
let asked: string[];
let server: Server;
let api: KodaApi;

beforeEach(async () => {
  asked = [];
  otherwise = async () => ({ id: 'through' }) as Asset;
  server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const path = request.url ?? '';
    asked.push(`${request.method} ${path} ${body.length > 99 ? body.length : body}`.trim());
    const queue = answers[path] ?? [];
    const [status, answer] = (queue.length > 1 ? queue.shift() : queue[0]) ?? [404, {}];
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((go) => {
    server.listen(0, '127.0.0.1', go);
  });
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  api = new KodaApi(address);
  const target = {
    id: 'upl_1',
    url: `${address}/bucket`,
    headers: { 'content-type': 'video/mp4' },
  };
  answers = {
    '/api/config': [[200, { config: { assets: { directUploadsAbove: 50 } } }]],
    '/api/assets/uploads': [[201, target]],
    '/api/assets/uploads/upl_1/done': [[200, { id: 'ast_1' }]],
    '/bucket': [[200, {}]],
  };
});

afterEach(() => {
  server.close();
});

const put: Put = async (target, sent, onProgress) => {
  onProgress(1);
  const init = { method: 'PUT', headers: target.headers, body: sent };
  return (await fetch(target.url, init)).status;
};

/** What the server gives for a file that is sent through it. */
let otherwise: () => Promise<Asset>;
const upload = (what = file) =>
  uploadDirectly(
    api,
    what,
    { canvas: 'c1' },
    () => {},
    () => otherwise(),
    { put, pause: 1 },
  );
const times = (start: string): number => asked.filter((one) => one.startsWith(start)).length;

test('a large file goes to the store, then becomes an asset', async () => {
  expect(await upload()).toEqual({ id: 'ast_1' });
  expect(asked.map((one) => one.split(' ').slice(0, 2).join(' '))).toEqual([
    'GET /api/config',
    'POST /api/assets/uploads',
    'PUT /bucket',
    'POST /api/assets/uploads/upl_1/done',
  ]);
});

test('a store that takes nothing from browsers is not asked', async () => {
  answers['/api/config'] = [[200, { config: { assets: { directUploadsAbove: null } } }]];
  expect(await upload()).toEqual({ id: 'through' });
  expect(asked).toHaveLength(1);
});

test('a file below the limit goes through the server', async () => {
  expect(await upload(new File(['x'], 'small.png'))).toEqual({ id: 'through' });
});

test('a failure of the store is tried again', async () => {
  answers['/bucket'] = [
    [500, {}],
    [503, {}],
    [200, {}],
  ];
  expect(await upload()).toEqual({ id: 'ast_1' });
  expect(times('PUT')).toBe(3);
});

test('a store that refuses leaves it to the server', async () => {
  answers['/bucket'] = [[403, {}]];
  expect(await upload()).toEqual({ id: 'through' });
  expect(times('PUT')).toBe(1);
});

test('a store that stays away leaves it to the server', async () => {
  answers['/bucket'] = [[500, {}]];
  expect(await upload()).toEqual({ id: 'through' });
  expect(times('PUT')).toBe(3);
});

test('a host that takes no large body does not hide what the store lacks', async () => {
  answers['/bucket'] = [[403, {}]];
  const body = { code: 'http', detail: 'Too large', remedy: '', retryable: false, fields: {} };
  otherwise = () => Promise.reject(new ApiProblem(413, body));
  await expect(upload()).rejects.toThrow('takes no files from this page');
});

test('the end is said again until it is heard', async () => {
  answers['/api/assets/uploads/upl_1/done'] = [
    [503, {}],
    [200, { id: 'ast_1' }],
  ];
  expect(await upload()).toEqual({ id: 'ast_1' });
  expect(times('PUT')).toBe(1);
});

test('a file that is refused says why', async () => {
  answers['/api/assets/uploads/upl_1/done'] = [[415, { detail: 'No media.', code: 'x' }]];
  await expect(upload()).rejects.toThrow('No media.');
  await expect(upload()).rejects.toBeInstanceOf(ApiProblem);
});
