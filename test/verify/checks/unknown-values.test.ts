// Values that only a deployment knows, wherever they stand in a resource.

import { address, prefix } from '../../../lib/net/prefix';
import { err, ok } from '../../../lib/net/result';
import { unknownValues } from '../../../lib/verify/checks/unknown-values';
import type { Facts } from '../../../lib/verify/facts/facts';
import { aHybrid, judgingTables } from '../../support/judging';

const judged = judgingTables(aHybrid());
const FACT = { region: 'us-east-1', exists: ok(true as const) };

function told(facts: Partial<Facts>) {
  return unknownValues({ ...judged, facts: { ...judged.facts, ...facts } }).map(({ message, source }) => ({
    message,
    source,
  }));
}

function routeTo(target: Facts['gatewayRoutes'][number]['target']): Partial<Facts> {
  const to = { table: ok('app.Table'), destination: ok(prefix('10.1.0.0/16')), target };
  return { gatewayRoutes: [{ ...FACT, id: 'app.Route', source: 'app/Route', ...to }] };
}

test('a route to an attachment that is not known is told, and one to a known one or a blackhole is not', () => {
  expect(told(routeTo({ kind: 'attachment', attachment: err('Attachment is not known') }))).toEqual([
    { message: 'app/Route: Attachment is not known', source: 'app/Route' },
  ]);
  expect(told(routeTo({ kind: 'attachment', attachment: ok('app.Attachment') }))).toEqual([]);
  expect(told(routeTo({ kind: 'blackhole' }))).toEqual([]);
});

test('each reason why a subnet that a link is measured from is not known is told once', () => {
  const subnets = [ok('app.Subnet'), err('First is not known'), err('Second is not known'), err('First is not known')];
  const asks = { link: 'dx-0', target: ok(address('10.9.0.4')), subnets, prefixes: [prefix('10.0.255.0/28')] };
  expect(told({ probers: [{ ...FACT, id: 'app.Prober', source: 'app/Prober', ...asks }] })).toEqual([
    { message: 'app/Prober: First is not known', source: 'app/Prober' },
    { message: 'app/Prober: Second is not known', source: 'app/Prober' },
  ]);
});
