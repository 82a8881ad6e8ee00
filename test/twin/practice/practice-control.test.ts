import { readFileSync } from 'node:fs';
import { healthEvent } from '../../../lib/twin/health-event';
import { entitiesOf } from '../../../lib/twin/identities';
import { practiceControl } from '../../../lib/twin/practice/practice-control';
import { ANNOUNCERS, Practice } from '../../support/practice';
import { MINUTE_MS } from '../../support/world';

function controlOf(practice: Practice) {
  const operate = practiceControl({ world: practice.world, speed: 60, announcers: ANNOUNCERS });
  return { practice, operate };
}

const base64 = (content: string | Buffer) => Buffer.from(content).toString('base64');

const begun = async () => controlOf(await Practice.begun());
/** Nothing of Detour runs. */
const still = () => controlOf(new Practice());

test('the status says how late it is and what is wrong with each link', async () => {
  const { practice, operate } = still();
  await operate('POST', 'links/ord-iad-dx', { fault: 'down' });
  await operate('POST', 'links/iad-pdx', { fault: 'slow' });
  await practice.pass(1);
  const { status, content } = await operate('GET', 'status', undefined);
  expect(status).toBe(200);
  expect(content).toMatchObject({ timeMs: practice.world.clock.now(), speed: 60 });
  expect(content).toHaveProperty(
    'links',
    expect.arrayContaining([
      { name: 'ord-iad-dx', condition: 'down', fault: 'down', delayMs: 0 },
      { name: 'iad-pdx', condition: 'up', delayMs: 150 },
      { name: 'cmh-pdx', condition: 'up', delayMs: 0 },
    ]),
  );
});

test('healing ends whatever is wrong with a link', async () => {
  const { practice, operate } = still();
  for (const input of [{ fault: 'grey' }, { fault: 'slow', delayMs: 20 }, { fault: 'heal' }])
    expect(await operate('POST', 'links/iad-pdx', input)).toEqual({ status: 200, content: {} });
  await practice.pass(1);
  const { content } = await operate('GET', 'status', undefined);
  expect(content).toHaveProperty('links', expect.arrayContaining([{ name: 'iad-pdx', condition: 'up', delayMs: 0 }]));
});

test.each([
  [
    'a link that is not there',
    'POST',
    'links/iad-ord',
    { fault: 'grey' },
    404,
    /there is no link iad-ord; there are cmh-pdx, /,
  ],
  ['a fault that is none', 'POST', 'links/iad-pdx', { fault: 'red' }, 400, /fault/],
  ['a delay that is none', 'POST', 'links/iad-pdx', { fault: 'slow', delayMs: -1 }, 400, /delayMs/],
  ['no fault', 'POST', 'links/iad-pdx', undefined, 400, /expected object/],
  ['a notice that is no JSON', 'POST', 'notices', { form: 'health', name: 'x', content: base64('{') }, 400, /no JSON/],
  ['a notice without content', 'POST', 'notices', { form: 'mail', name: 'x' }, 400, /content/],
  ['another path', 'POST', 'sites/iad', {}, 404, /there is no POST sites\/iad/],
  ['another method', 'DELETE', 'links/iad-pdx', undefined, 404, /there is no DELETE/],
])('fails for %s', async (_, method, path, input, status, error) => {
  const { practice, operate } = still();
  const answer = await operate(method, path, input);
  expect(answer.status).toBe(status);
  expect(answer.content).toEqual({ error: expect.stringMatching(error) });
  await practice.pass(1);
  expect(practice.happened).toEqual([]);
});

const MAIL = readFileSync('examples/notices/fibre-repair.eml');

test('a mail of a provider is a notice that is trusted when its sender is who it says', async () => {
  const { practice, operate } = await begun();
  await operate('POST', 'notices', { form: 'mail', name: 'fibre-repair.eml', content: base64(MAIL) });
  await practice.pass(1);
  expect(practice.world.database.snapshot('iad').notices).toMatchObject([{ links: ['ord-iad-dx'], trusted: true }]);
});

test('a mail that anybody may have sent drains nothing', async () => {
  const { practice, operate } = await begun();
  const forged = { form: 'mail', name: 'fibre-repair.eml', content: base64(MAIL), authentic: false };
  await operate('POST', 'notices', forged);
  await practice.pass(1);
  expect(practice.world.database.snapshot('iad').notices).toMatchObject([{ links: ['ord-iad-dx'], trusted: false }]);
  expect(practice.decided.filter((line) => line.includes('notice-untrusted'))).not.toEqual([]);
});

test('a calendar comes as if somebody had put it into the bucket', async () => {
  const { practice, operate } = await begun();
  const [calendar] = /BEGIN:VCALENDAR[\s\S]*END:VCALENDAR/.exec(MAIL.toString()) ?? [];
  await operate('POST', 'notices', { form: 'calendar', name: 'fibre-repair.ics', content: base64(calendar ?? '') });
  await practice.pass(1);
  expect(practice.world.database.snapshot('iad').notices).toMatchObject([{ links: ['ord-iad-dx'], trusted: true }]);
});

test('an event of AWS Health drains the link that it names while its window is open', async () => {
  const { practice, operate } = await begun();
  const { clock, fabric } = practice.world;
  const nowMs = clock.now();
  const said = {
    event: 'practice',
    version: 0,
    links: ['iad-pdx'],
    startMs: nowMs + MINUTE_MS,
    endMs: nowMs + 30 * MINUTE_MS,
    status: 'confirmed',
    impact: 'outage',
    saidMs: nowMs,
  } as const;
  const entities = entitiesOf(fabric.network, 'iad-pdx');
  const event = healthEvent(said, { updatedMs: nowMs, entities, region: 'iad' });
  await operate('POST', 'notices', { form: 'health', name: 'x.json', content: base64(JSON.stringify(event)) });
  await practice.pass(5);
  expect(practice.path('iad', 'pdx')).toBe('iad-cmh cmh-pdx');
  expect(practice.failed).toEqual([]);
});
