import type { Snapshot } from '../../lib/controller/database';
import { decide } from '../../lib/controller/decide';
import { gaugesOf } from '../../lib/controller/gauges';
import { SITE_GAUGES } from '../../lib/net/gauges';
import { anAuditEntry } from '../support/audit-entries';
import { aBackbone, aPeering, aSite } from '../support/backbones';
import { networkOf } from '../support/networks';
import {
  allGood,
  aNotice,
  anAdmission,
  anObservation,
  anOrder,
  aPublication,
  MINUTE_MS,
  NOTHING_KNOWN,
  NOW_MS,
  siteIn,
} from '../support/world';

const triangle = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(0, 2), aPeering(1, 2)]);
const network = networkOf(triangle);
const published = ['s0', 's1', 's2'].map((site) => aPublication(triangle, network, site));
const quiet: Snapshot = { ...NOTHING_KNOWN, observations: allGood(triangle), publications: published };

/** What a run at the site has found, when nothing of it failed. */
function decided(more: Partial<Snapshot> = {}, site = 's0') {
  const { routing, tables } = siteIn(network, site);
  return decide({ backbone: triangle, routing, tables, snapshot: { ...quiet, ...more }, nowMs: NOW_MS });
}

function valuesOf(...given: Parameters<typeof decided>): Readonly<Record<string, number>> {
  const measured = gaugesOf(decided(...given), []);
  return Object.fromEntries(
    measured.flatMap(({ dimensions, measures }) =>
      measures.map(({ name, value }) => [dimensions.Link === undefined ? name : `${name} ${dimensions.Link}`, value]),
    ),
  );
}

const bad = (...links: readonly string[]) =>
  allGood(triangle).map((one) =>
    links.includes(one.link) ? anObservation(one.link, one.site, { verdict: 'bad', wasBad: true }) : one,
  );

test('a quiet site says that all is well, and each of its links that it is up', () => {
  expect(valuesOf()).toEqual({
    Reconciled: 1,
    LastResort: 0,
    ChangesRefused: 0,
    ResidualRoutes: 0,
    WithdrawalsFrozen: 0,
    DrainsUnfinished: 0,
    'Standing s0-s1': 0,
    'Standing s0-s2': 0,
  });
});

test('each site says all that there is to say, the admission site in one thing another than the others', () => {
  const names = new Set([...Object.keys(valuesOf()), ...Object.keys(valuesOf({}, 's1'))]);
  expect([...names].filter((name) => !name.includes(' ')).sort()).toEqual(Object.keys(SITE_GAUGES).sort());
  expect(valuesOf()).not.toHaveProperty('AdmissionUnheard');
  expect(valuesOf({}, 's1')).not.toHaveProperty('DrainsUnfinished');
});

test('values are by site, and of links by link and site', () => {
  const [ofSite, ...ofLinks] = gaugesOf(decided(), []);
  expect(ofSite?.dimensions).toEqual({ Site: 's0' });
  expect(ofLinks.map(({ dimensions }) => dimensions)).toEqual([
    { Link: 's0-s1', Site: 's0' },
    { Link: 's0-s2', Site: 's0' },
  ]);
});

test('a link that is down stands as 2, one that is drained as 1', () => {
  expect(valuesOf({ observations: bad('s0-s1') })).toMatchObject({ 'Standing s0-s1': 2, 'Standing s0-s2': 0 });
  const drained = { orders: [anOrder('drain', 's0-s2')], admissions: [anAdmission('s0-s2')] };
  expect(valuesOf(drained)).toMatchObject({ 'Standing s0-s1': 0, 'Standing s0-s2': 1 });
});

test('a site to which every path is drained or down is on its last resort, and one with another path is not', () => {
  expect(valuesOf({ observations: bad('s0-s1') })).toMatchObject({ LastResort: 0 });
  expect(valuesOf({ observations: bad('s0-s1', 's0-s2') })).toMatchObject({ LastResort: 2 });
  expect(valuesOf({ observations: bad('s0-s1', 's1-s2') })).toMatchObject({ LastResort: 1 });
});

test('a drain is unfinished from its admission until the link is empty', () => {
  const orders = [anOrder('drain', 's0-s1')];
  const admissions = [anAdmission('s0-s1')];
  expect(valuesOf({ orders })).toMatchObject({ DrainsUnfinished: 0 });
  expect(valuesOf({ orders, admissions })).toMatchObject({ DrainsUnfinished: 1 });
});

test('a drain is unfinished that was not admitted when its maintenance began', () => {
  const notices = [aNotice('s0-s1')];
  expect(valuesOf({ notices })).toMatchObject({ DrainsUnfinished: 1, 'Standing s0-s1': 0 });
});

test('a run of which a write failed has not done all of its work', () => {
  const failed = gaugesOf(decided(), [anAuditEntry({ code: 'write-failed' })]);
  expect(failed[0]?.measures).toContainEqual({ name: 'Reconciled', unit: 'Count', value: 0 });
});

test('a site that has not heard the admission site for three minutes says so', () => {
  const publications = published.map((word) => (word.site === 's0' ? { ...word, atMs: NOW_MS - 4 * MINUTE_MS } : word));
  expect(valuesOf({}, 's1')).toMatchObject({ AdmissionUnheard: 0 });
  expect(valuesOf({ publications }, 's1')).toMatchObject({ AdmissionUnheard: 1 });
});

test('a site that the admission site does not hear says so', () => {
  const publications = published.map((word) => (word.site === 's0' ? { ...word, silent: { s1: NOW_MS } } : word));
  expect(valuesOf({ publications }, 's1')).toMatchObject({ AdmissionUnheard: 1 });
});

test('what a guard refuses counts when it does not go by itself', () => {
  const decision = decided();
  const change = { kind: 'withdraw', link: 's0-s1' } as never;
  const withHeld = (code: 'held-order' | 'held-loses-path' | 'held-mass-withdrawal') =>
    gaugesOf({ ...decision, plan: { allowed: [], held: [{ change, held: { code, because: 'a reason' } }] } }, [])[0]
      ?.measures;
  expect(withHeld('held-order')).toContainEqual({ name: 'ChangesRefused', unit: 'Count', value: 0 });
  expect(withHeld('held-loses-path')).toContainEqual({ name: 'ChangesRefused', unit: 'Count', value: 1 });
  expect(withHeld('held-loses-path')).toContainEqual({ name: 'WithdrawalsFrozen', unit: 'Count', value: 0 });
  expect(withHeld('held-mass-withdrawal')).toContainEqual({ name: 'WithdrawalsFrozen', unit: 'Count', value: 1 });
});

test('an override that a longer route takes traffic from counts, and what others changed otherwise does not', () => {
  const decision = decided();
  const strays = {
    'spokes s1': { code: 'residual-route', because: 'a reason' },
    'baseline spokes s2': { code: 'changed-by-others', because: 'a reason' },
  } as const;
  expect(gaugesOf({ ...decision, strays }, [])[0]?.measures).toContainEqual({
    name: 'ResidualRoutes',
    unit: 'Count',
    value: 1,
  });
});
