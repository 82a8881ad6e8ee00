import { SiteSource } from '../../../lib/controller/site-plan/site-source';
import { hybridExample } from '../../support/hybrid';
import { networkOf } from '../../support/networks';
import { type Parameters, siteParameters, withParameters } from '../../support/plan-parameters';
import { NOW_MS } from '../../support/world';

const backbone = hybridExample();
const whole = siteParameters(networkOf(backbone), backbone, 'iad');
const incomplete = withParameters(whole, { 'routing/lists/cmh': undefined });
const torn = withParameters(whole, { 'plan/sites/cmh': undefined });
const MINUTE_MS = 60_000;

/** A store that says what it is told to, or does not answer. */
function aSource(first: Parameters | Error = whole) {
  const store = { says: first, limits: [] as number[] };
  const source = new SiteSource('iad', async (limitMs) => {
    store.limits.push(limitMs);
    if (store.says instanceof Error) throw store.says;
    return store.says;
  });
  return { source, store };
}

const silent = new Error('no answer');

test('what was read is used for a minute without being read again', async () => {
  const { source, store } = aSource();
  const first = await source.load(NOW_MS);
  const again = await source.load(NOW_MS + MINUTE_MS - 1);
  expect(store.limits).toHaveLength(1);
  expect(again.config).toBe(first.config);
  await source.load(NOW_MS + MINUTE_MS);
  expect(store.limits).toHaveLength(2);
});

test('equal parameters are the same configuration, so that nothing is computed again', async () => {
  const { source, store } = aSource();
  const first = await source.load(NOW_MS);
  store.says = new Map([...whole].reverse());
  expect((await source.load(NOW_MS, true)).config).toBe(first.config);
});

test('what a deployment changed is used when it is asked for anew, at once', async () => {
  const { source, store } = aSource(incomplete);
  expect((await source.load(NOW_MS)).config.routing.listOf.has('cmh')).toBe(false);
  store.says = whole;
  expect((await source.load(NOW_MS + 1)).config.routing.listOf.has('cmh')).toBe(false);
  expect((await source.load(NOW_MS + 2, true)).config.routing.listOf.has('cmh')).toBe(true);
});

test('a store that does not answer is waited for patiently as long as nothing is known, and then hardly', async () => {
  const { source, store } = aSource();
  await source.load(NOW_MS);
  await source.load(NOW_MS + MINUTE_MS);
  await source.load(NOW_MS + MINUTE_MS, true);
  expect(store.limits).toEqual([10_000, 2_000, 10_000]);
});

test.each([
  ['does not answer', silent, 'no answer'],
  ['holds part of a deployment', torn, 'the parts of the plan are not of one deployment'],
])('while the store %s, what was read before stays in use, and that is told once', async (_, says, why) => {
  const { source, store } = aSource();
  const { config } = await source.load(NOW_MS);
  store.says = says;
  const first = await source.load(NOW_MS + MINUTE_MS);
  expect(first.config).toBe(config);
  expect(first.entries).toMatchObject([{ atMs: NOW_MS + MINUTE_MS, site: 'iad', code: 'config-unreadable' }]);
  expect(first.entries[0]?.because).toContain(why);
  first.told();
  const second = await source.load(NOW_MS + 2 * MINUTE_MS);
  expect(second).toMatchObject({ config, entries: [] });
  store.says = whole;
  expect((await source.load(NOW_MS + 3 * MINUTE_MS)).entries).toEqual([]);
});

test('a store that does not answer is asked no more than once a minute', async () => {
  const { source, store } = aSource();
  await source.load(NOW_MS);
  store.says = silent;
  for (let ms = 0; ms < 2 * MINUTE_MS; ms += 10_000) await source.load(NOW_MS + MINUTE_MS + ms);
  expect(store.limits).toHaveLength(3);
});

test('what could not be told is given again, until it has been', async () => {
  const { source, store } = aSource();
  await source.load(NOW_MS);
  store.says = silent;
  expect((await source.load(NOW_MS + MINUTE_MS)).entries).toHaveLength(1);
  const again = await source.load(NOW_MS + MINUTE_MS + 1);
  expect(again.entries).toHaveLength(1);
  again.told();
  expect((await source.load(NOW_MS + MINUTE_MS + 2)).entries).toEqual([]);
});

test('what is wrong a second time is told a second time', async () => {
  const { source, store } = aSource(incomplete);
  (await source.load(NOW_MS)).told();
  store.says = whole;
  expect((await source.load(NOW_MS, true)).entries).toEqual([]);
  store.says = incomplete;
  expect((await source.load(NOW_MS, true)).entries).toMatchObject([{ code: 'config-incomplete' }]);
});

test('what has no id yet is told in words, and the rest is used', async () => {
  const { entries, config } = await aSource(incomplete).source.load(NOW_MS);
  expect(entries.map(({ because }) => because)).toEqual([
    'nothing can be done with what has no id here: prefix list of site cmh',
  ]);
  expect(config.routing.listOf.has('pdx')).toBe(true);
});

test('the topology that is being deployed is read anew each time, whatever else there is', async () => {
  const { source, store } = aSource(torn);
  const says = async (text: string | undefined) => {
    store.says = withParameters(torn, { 'routing/topology': text });
    return source.topology();
  };
  expect(await says('{"topology":"0123456789abcdef"}')).toBe('0123456789abcdef');
  expect(await says('{"topology":"fedcba9876543210"}')).toBe('fedcba9876543210');
  expect(await says('{"topology":""}')).toBeUndefined();
  expect(await says('no JSON')).toBeUndefined();
  expect(await says(undefined)).toBeUndefined();
  store.says = silent;
  await expect(source.topology()).rejects.toThrow('no answer');
});

test('fails as long as there has been nothing to use, and asks again at once', async () => {
  const { source, store } = aSource(silent);
  await expect(source.load(NOW_MS)).rejects.toThrow('the configuration of iad cannot be used: no answer');
  store.says = torn;
  await expect(source.load(NOW_MS)).rejects.toThrow('not of one deployment');
  store.says = whole;
  expect((await source.load(NOW_MS)).entries).toEqual([]);
});
