import { get } from 'node:http';
import { CONTROL_HEADER, controlled } from '../../../lib/twin/http/control';
import { type OpenTwin, openTwin } from '../../support/http-twin';

const asked: string[] = [];
beforeEach(() => void asked.splice(0));

async function opened(): Promise<OpenTwin> {
  return openTwin({
    control: controlled(async (method, path, input) => {
      if (path === 'broken') throw new Error('out of order');
      asked.push(`${method} ${path} ${JSON.stringify(input)}`);
      return { status: 201, content: { done: true } };
    }),
  });
}

const HEADER = { [CONTROL_HEADER]: 'test' };

async function ask({ endpoint }: OpenTwin, path: string, init: RequestInit = { headers: HEADER }) {
  const answer = await fetch(`${endpoint}${path}`, init);
  return { status: answer.status, content: await answer.json() };
}

test('what is below the path of the control goes there, with its input', async () => {
  const twin = await opened();
  const answer = { status: 201, content: { done: true } };
  expect(await ask(twin, '/_detour/links/a?b=c')).toEqual(answer);
  expect(await ask(twin, '/_detour/x', { method: 'POST', headers: HEADER, body: '{"a":1}' })).toEqual(answer);
  expect(asked).toEqual(['GET links/a undefined', 'POST x {"a":1}']);
});

test.each([
  ['without the header', {}],
  ['of a page in a browser', { ...HEADER, origin: 'http://localhost:3000' }],
])('fails for a request %s, and asks nobody', async (_, headers) => {
  const twin = await opened();
  expect(await ask(twin, '/_detour/x', { headers })).toMatchObject({ status: 403 });
  expect(asked).toEqual([]);
});

test('fails for a name that leads here and is not of this machine', async () => {
  const twin = await opened();
  const status = await new Promise((resolve) =>
    get(`${twin.endpoint}/_detour/x`, { headers: { ...HEADER, host: 'evil.example' } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    }),
  );
  expect(status).toBe(403);
  expect(asked).toEqual([]);
});

test('fails for a body that is no JSON, and when what is asked goes wrong', async () => {
  const twin = await opened();
  expect(await ask(twin, '/_detour/x', { method: 'POST', headers: HEADER, body: '{' })).toMatchObject({ status: 400 });
  expect(await ask(twin, '/_detour/broken')).toEqual({ status: 500, content: { error: 'Error: out of order' } });
});

test('without a control its path is refused like anything that is not signed', async () => {
  expect(await ask(await openTwin(), '/_detour/x')).toMatchObject({ status: 403 });
});
