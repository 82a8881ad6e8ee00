import { maintnoteSignals, type Readers } from '../../../../lib/controller/signals/maintnote/maintnote';
import type { Origin } from '../../../../lib/controller/signals/maintnote/trust';
import { authentic, calendar, event, fixture, message, READERS } from './messages';

const PASSED = { spf: 'PASS', dkim: 'PASS', dmarc: 'PASS', virus: 'PASS' };

/** From and the calendar of a mail, all else as it should be. */
function mail(from: string | readonly string[], text = calendar(event())) {
  const headers = [from].flat().map((line) => `From: ${line}\r\n`);
  return `${headers.join('')}Content-Type: text/calendar; charset=utf-8\r\n\r\n${text}`;
}

async function outcome(text: string, origin: Origin, readers: Readers = READERS) {
  const [signal] = await maintnoteSignals(message(text, { format: 'mail', origin }), readers);
  const [entry] = signal?.entries ?? [];
  const [item] = signal?.items ?? [];
  return {
    code: entry?.code,
    why: entry?.because.split('; not trusted: ')[1],
    trusted: item?.kind === 'notice' && item.trusted,
  };
}

test('a mail that passed every check, from a sender of its provider, is trusted', async () => {
  const [signal] = await maintnoteSignals(fixture('base64-attachment.eml'), READERS);
  expect(signal?.items).toMatchObject([{ trusted: true, source: 'carrier-a', links: ['ord-iad-dx'] }]);
  expect(signal?.entries).toMatchObject([{ code: 'notice-received', link: 'ord-iad-dx' }]);
});

test.each([
  [{ spf: 'FAIL' }, 'SPF did not pass'],
  [{ spf: 'GRAY' }, 'SPF did not pass'],
  [{ dkim: 'FAIL' }, 'DKIM did not pass'],
  [{ dmarc: 'GRAY' }, 'DMARC did not pass'],
  [{ dmarc: 'PROCESSING_FAILED' }, 'DMARC did not pass'],
  [{ virus: 'FAIL' }, 'a virus was found'],
  [{ spf: 'FAIL', dkim: 'FAIL' }, 'SPF did not pass; DKIM did not pass'],
])('fails to be trusted with %j', async (changes, why) => {
  const origin = authentic({ verdicts: { ...PASSED, ...changes } });
  expect(await outcome(mail('noc@carrier-a.example'), origin)).toEqual({
    code: 'notice-untrusted',
    why,
    trusted: false,
  });
});

test('a virus scan that could not be done is no virus', async () => {
  const origin = authentic({ verdicts: { ...PASSED, virus: 'GRAY' } });
  expect((await outcome(mail('NOC@Carrier-A.example'), origin)).trusted).toBe(true);
});

test.each<[string | readonly string[], readonly string[], string]>([
  [[], ['noc@carrier-a.example'], 'it has not exactly one sender'],
  [['noc@carrier-a.example', 'x@evil.example'], ['noc@carrier-a.example'], 'it has not exactly one sender'],
  ['noc@carrier-a.example, x@evil.example', ['noc@carrier-a.example'], 'it has not exactly one sender'],
  ['ours: noc@carrier-a.example;', ['noc@carrier-a.example'], 'it has not exactly one sender'],
  ['<noc@carrier-a.example>x@evil.example', ['noc@carrier-a.example'], 'it has not exactly one sender'],
  ['x@evil.example <noc@carrier-a.example>', ['noc@carrier-a.example'], 'it has not exactly one sender'],
  ['noc@carrier-a.example (x@evil.example)', ['noc@carrier-a.example'], 'it has not exactly one sender'],
  ['noc@carrier-a.example', ['<noc@carrier-a.example>x@evil.example'], 'its sender is not whom the mail server saw'],
  ['noc@carrier-a.example', ['x@evil.example'], 'its sender is not whom the mail server saw'],
  ['noc@carrier-a.example', [], 'its sender is not whom the mail server saw'],
  ['noc@carrier-a.example', ['noc@carrier-a.example', 'x@y.z'], 'its sender is not whom the mail server saw'],
  ['"noc@carrier-a.example" <x@evil.example>', ['x@evil.example'], 'x@evil.example may not announce for carrier-a'],
  ['x@sub.carrier-a.example', ['x@sub.carrier-a.example'], 'x@sub.carrier-a.example may not announce for carrier-a'],
])('fails to be trusted from %j, seen as %j', async (from, commonFrom, why) => {
  expect(await outcome(mail(from), authentic({ commonFrom }))).toMatchObject({ why, trusted: false });
});

test.each([
  '"noc@carrier-a.example" <noc@carrier-a.example>',
  'noc@carrier-a.example <NOC@carrier-a.example>',
  '"Support (help@carrier-a.example)" <noc@carrier-a.example>',
  'NOC @ Carrier A <noc@carrier-a.example>',
])('a name beside the address changes nothing: %s', async (from) => {
  expect((await outcome(mail(from), authentic({ commonFrom: [from] }))).trusted).toBe(true);
});

test('a name that the mail server has decoded changes nothing either', async () => {
  const origin = authentic({ commonFrom: ['Carrier A, NOC <noc@carrier-a.example>'] });
  const from = '=?UTF-8?Q?Carrier_A=2C_NOC?= <noc@carrier-a.example>';
  expect((await outcome(mail(from), origin)).trusted).toBe(true);
});

test('fails to be trusted when the sender is longer than any', async () => {
  const from = `"${'\\"'.repeat(60_000)} <noc@carrier-a.example>`;
  const started = performance.now();
  expect(await outcome(mail(from), authentic({ commonFrom: [from] }))).toMatchObject({ trusted: false });
  expect(performance.now() - started).toBeLessThan(2_000);
});

test('a sender of one provider may not announce for another', async () => {
  const origin = authentic({ commonFrom: ['any@isp-b.example'] });
  expect(await outcome(mail('any@isp-b.example'), origin)).toMatchObject({
    why: 'any@isp-b.example may not announce for carrier-a',
  });
});

test('every address of a listed domain may announce for its provider, and for its circuits only', async () => {
  const text = calendar(event({ 'X-MAINTNOTE-PROVIDER': 'ISP-B' }));
  const origin = authentic({ commonFrom: ['any@isp-b.example'] });
  const [signal] = await maintnoteSignals(
    message(mail('any@isp-b.example', text), { format: 'mail', origin }),
    READERS,
  );
  expect(signal?.items).toMatchObject([{ trusted: true, source: 'isp-b', links: ['ord-iad-vpn'] }]);
});

test('fails to be trusted for a provider that the topology does not have', async () => {
  const text = calendar(event({ 'X-MAINTNOTE-PROVIDER': 'who\u001b[2J' }));
  const origin = authentic();
  expect(await outcome(mail('noc@carrier-a.example', text), origin)).toMatchObject({
    code: 'notice-untrusted',
    why: 'no provider of the topology announces as who\\u001b[2J',
  });
});

test('what nobody vouches for is shown with every link that it may mean', async () => {
  const text = calendar(event({ 'X-MAINTNOTE-PROVIDER': 'nobody' }));
  const [signal] = await maintnoteSignals(
    message(mail('noc@carrier-a.example', text), { format: 'mail', origin: authentic() }),
    READERS,
  );
  expect(signal?.items).toMatchObject([{ trusted: false, links: ['ord-iad-dx', 'ord-iad-vpn'] }]);
});

test('what is dropped into the bucket is trusted when the topology says so', async () => {
  const announcers = { ...READERS.announcers, dropped: 'alert' } as const;
  const trusted = await maintnoteSignals(fixture('confirmed.ics'), READERS);
  const alerted = await maintnoteSignals(fixture('confirmed.ics'), { ...READERS, announcers });
  expect(trusted[0]?.items).toMatchObject([{ trusted: true }]);
  expect(alerted[0]?.items).toMatchObject([{ trusted: false }]);
  expect(alerted[0]?.entries[0]?.because).toMatch(/the topology does not trust what is put into the bucket$/);
});

test('an untrusted message never has the name of a trusted one', async () => {
  const said = async (origin: Origin) =>
    (await maintnoteSignals(fixture('inline-calendar.eml', { origin }), READERS))[0];
  const [trusted, untrusted] = [await said(authentic()), await said(authentic({ commonFrom: [] }))];
  const idOf = (signal: typeof trusted) => signal?.items.map((item) => (item.kind === 'notice' ? item.id : ''));
  expect(idOf(trusted)).not.toEqual(idOf(untrusted));
  expect(idOf(trusted)).toEqual([expect.stringMatching(/^maintnote-[0-9a-f]{32}$/)]);
});
