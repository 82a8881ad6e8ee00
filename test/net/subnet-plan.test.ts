import fc from 'fast-check';
import { contains, halves, overlaps, type Prefix, prefix, prefixOf } from '../../lib/net/prefix';
import { planSubnets, zonesThatFit } from '../../lib/net/subnet-plan';

const text = ({ workloads, transits }: ReturnType<typeof planSubnets>) => ({
  workloads: workloads.map((subnet) => subnet.text),
  transits: transits.map((subnet) => subnet.text),
});

const vpc = (): fc.Arbitrary<Prefix> =>
  fc
    .tuple(fc.integer({ min: 16, max: 26 }), fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }))
    .map(([length, bits]) => prefixOf({ family: 4, bits }, length));

const vpcWithZones = () =>
  vpc().chain((cidr) => fc.record({ cidr: fc.constant(cidr), zones: fc.integer({ min: 1, max: zonesThatFit(cidr) }) }));

function pairs<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((a, i) => items.slice(i + 1).map((b): [T, T] => [a, b]));
}

test('a /18 gives each zone an eighth for workloads and a /28 for the gateway', () => {
  expect(text(planSubnets(prefix('10.10.0.0/18'), 2))).toEqual({
    workloads: ['10.10.0.0/21', '10.10.8.0/21'],
    transits: ['10.10.32.0/28', '10.10.32.16/28'],
  });
});

test('a /16 takes four zones and the lower half is full', () => {
  expect(text(planSubnets(prefix('10.20.0.0/16'), 4)).workloads).toEqual([
    '10.20.0.0/19',
    '10.20.32.0/19',
    '10.20.64.0/19',
    '10.20.96.0/19',
  ]);
});

test('a /26 takes two zones of /28 and gives up its last quarter', () => {
  expect(text(planSubnets(prefix('10.0.0.64/26'), 2))).toEqual({
    workloads: ['10.0.0.64/28', '10.0.0.80/28'],
    transits: ['10.0.0.96/28', '10.0.0.112/28'],
  });
});

test('a /25 takes two zones, because a third would need its last quarter', () => {
  expect(zonesThatFit(prefix('10.0.0.0/25'))).toBe(2);
  expect(zonesThatFit(prefix('10.0.0.0/24'))).toBe(4);
});

test.each(['10.0.0.0/15', '10.0.0.0/27'])('no zone fits into %s', (cidr) => {
  expect(zonesThatFit(prefix(cidr))).toBe(0);
});

test('fails with the room there is when the zones do not fit', () => {
  expect(() => planSubnets(prefix('10.0.0.0/26'), 3)).toThrow('10.0.0.0/26 has room for 2 zones, not 3');
});

test('subnets are inside the VPC and disjoint, and the last quarter of a /25 or larger is free', () => {
  fc.assert(
    fc.property(vpcWithZones(), ({ cidr, zones }) => {
      const plan = planSubnets(cidr, zones);
      const all = [...plan.workloads, ...plan.transits];
      expect(all).toHaveLength(2 * zones);
      for (const subnet of all) expect(contains(cidr, subnet)).toBe(true);
      for (const [a, b] of pairs(all)) expect(overlaps(a, b)).toBe(false);
      const lastQuarter = halves(halves(cidr)[1])[1];
      if (cidr.length <= 25) for (const subnet of all) expect(overlaps(lastQuarter, subnet)).toBe(false);
    }),
  );
});

test('another zone moves no subnet that exists', () => {
  fc.assert(
    fc.property(vpcWithZones(), ({ cidr, zones }) => {
      const [fewer, more] = [text(planSubnets(cidr, zones)), text(planSubnets(cidr, zonesThatFit(cidr)))];
      expect(more.workloads.slice(0, zones)).toEqual(fewer.workloads);
      expect(more.transits.slice(0, zones)).toEqual(fewer.transits);
    }),
  );
});
