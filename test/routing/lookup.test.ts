import fc from 'fast-check';
import { type Address, address, type Family, holdsAddress, type Prefix, prefix, prefixOf } from '../../lib/net/prefix';
import { matchGatewayRoute, matchVpcRoute, withMore } from '../../lib/routing/lookup';
import type { GatewayRoute, RouteOrigin, RouteTarget, VpcRoute, VpcTarget } from '../../lib/routing/network';

/** Written out again, so that a reordering of the list in the code is noticed. */
const PREFERENCE: readonly RouteOrigin[] = ['static', 'prefix-list', 'vpc', 'direct-connect', 'vpn'];

/** Few distinct bits near the top of the range, so that prefixes nest and repeat. */
const addresses: Readonly<Record<Family, fc.Arbitrary<Address>>> = {
  4: fc.nat({ max: 255 }).map((n) => ({ family: 4, bits: (10n << 24n) | (BigInt(n) << 16n) })),
  6: fc.nat({ max: 255 }).map((n) => ({ family: 6, bits: (0xfdn << 120n) | (BigInt(n) << 56n) })),
};
const lengths: Readonly<Record<Family, fc.Arbitrary<number>>> = {
  4: fc.constantFrom(0, 8, 9, 10, 11, 12, 13, 14, 15, 16, 32),
  6: fc.constantFrom(0, 8, 64, 65, 66, 67, 68, 69, 70, 71, 72, 128),
};
const families = fc.constantFrom<Family[]>(4, 6);
const prefixes = families.chain((f) => fc.tuple(addresses[f], lengths[f])).map(([a, length]) => prefixOf(a, length));
const destinations = families.chain((f) => addresses[f]);

const gatewayTargets: fc.Arbitrary<RouteTarget> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('a', 'b').map((attachment) => ({ kind: 'attachment' as const, attachment })),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'blackhole' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'unknown' as const, why: 'of a token' }) },
);
const gatewayRoutes: fc.Arbitrary<GatewayRoute> = fc.record({
  prefix: prefixes,
  origin: fc.constantFrom(...PREFERENCE),
  target: gatewayTargets,
  source: fc.constantFrom('x', 'y', 'z'),
});
const vpcTargets: fc.Arbitrary<VpcTarget> = fc.constantFrom<VpcTarget[]>(
  { kind: 'local' },
  { kind: 'gateway', gateway: 'g' },
  { kind: 'blackhole' },
);
const vpcRoutes: fc.Arbitrary<VpcRoute> = fc.record({
  prefix: prefixes,
  target: vpcTargets,
  source: fc.uuid(),
});

function longestMatches<R extends { readonly prefix: Prefix }>(routes: readonly R[], to: Address): readonly R[] {
  const matching = routes.filter((route) => holdsAddress(route.prefix, to));
  const longest = Math.max(...matching.map((route) => route.prefix.length));
  return matching.filter((route) => route.prefix.length === longest);
}

/** Looks at every route; what it gives is the target, spelled out. */
function scanned(routes: readonly GatewayRoute[], to: Address): string | undefined {
  const longest = longestMatches(routes, to);
  const origin = PREFERENCE.find((candidate) => longest.some((route) => route.origin === candidate));
  const spelled = longest
    .filter((route) => route.origin === origin)
    .map(({ target }) => (target.kind === 'attachment' ? `to ${target.attachment}` : target.kind));
  return new Set(spelled).size > 1 ? 'unknown' : spelled[0];
}

test('a gateway table forwards as a scan of all its routes says, in both families', () => {
  fc.assert(
    fc.property(fc.array(gatewayRoutes, { maxLength: 30 }), fc.array(destinations, { minLength: 1 }), (routes, all) => {
      for (const to of all) {
        const target = matchGatewayRoute(routes, to)?.target;
        const spelled = target?.kind === 'attachment' ? `to ${target.attachment}` : target?.kind;
        expect(spelled).toBe(scanned(routes, to));
      }
    }),
    { numRuns: 2_000 },
  );
});

test('routes that are put behind others are looked up as if they had always stood there', () => {
  const some = fc.array(gatewayRoutes, { maxLength: 12 });
  fc.assert(
    fc.property(some, some, some, destinations, (first, second, third, to) => {
      const extended = withMore(withMore(first, second), third);
      expect(extended).toEqual([...first, ...second, ...third]);
      const { target } = matchGatewayRoute(extended, to) ?? {};
      expect(target?.kind === 'attachment' ? `to ${target.attachment}` : target?.kind).toBe(scanned(extended, to));
    }),
    { numRuns: 2_000 },
  );
});

test('where a gateway table forwards to does not depend on the order of its routes', () => {
  const shuffled = fc
    .array(gatewayRoutes, { maxLength: 20 })
    .chain((routes) => fc.tuple(fc.constant(routes), fc.shuffledSubarray(routes, { minLength: routes.length })));
  fc.assert(
    fc.property(shuffled, destinations, ([routes, others], to) => {
      const [one, other] = [matchGatewayRoute(routes, to)?.target, matchGatewayRoute(others, to)?.target];
      expect(other?.kind).toBe(one?.kind);
      if (one?.kind === 'attachment') expect(other).toEqual(one);
    }),
    { numRuns: 1_000 },
  );
});

test('a VPC table takes the longest match, a local route before an equal one, else the first', () => {
  fc.assert(
    fc.property(fc.array(vpcRoutes, { maxLength: 30 }), destinations, (routes, to) => {
      const longest = longestMatches(routes, to);
      const expected = longest.find((route) => route.target.kind === 'local') ?? longest[0];
      expect(matchVpcRoute(routes, to)).toBe(expected);
    }),
    { numRuns: 2_000 },
  );
});

describe('equal prefixes of different origins', () => {
  const of = (origin: RouteOrigin, attachment: string): GatewayRoute => ({
    prefix: prefix('10.0.0.0/16'),
    origin,
    target: { kind: 'attachment', attachment },
    source: `${origin} to ${attachment}`,
  });
  const pairs = PREFERENCE.flatMap((first, i) => PREFERENCE.slice(i + 1).map((second) => [first, second] as const));

  test.each(pairs)('%s wins over %s, whichever comes first', (first, second) => {
    const [winner, loser] = [of(first, 'a'), of(second, 'b')];
    expect(matchGatewayRoute([winner, loser], address('10.0.0.1'))).toBe(winner);
    expect(matchGatewayRoute([loser, winner], address('10.0.0.1'))).toBe(winner);
  });

  test('a longer prefix of the least preferred origin wins over a shorter static route', () => {
    const longer = { ...of('vpn', 'b'), prefix: prefix('10.0.0.0/17') };
    expect(matchGatewayRoute([of('static', 'a'), longer], address('10.0.0.1'))).toBe(longer);
    expect(matchGatewayRoute([of('static', 'a'), longer], address('10.0.128.1'))).toEqual(of('static', 'a'));
  });

  test('of one origin, two that agree forward, and two that disagree are unknown and name both', () => {
    expect(matchGatewayRoute([of('vpn', 'a'), of('vpn', 'a')], address('10.0.0.1'))?.target.kind).toBe('attachment');
    const dropped = { ...of('static', 'a'), target: { kind: 'blackhole' } } as const;
    expect(matchGatewayRoute([dropped, dropped], address('10.0.0.1'))?.target.kind).toBe('blackhole');
    expect(matchGatewayRoute([dropped, of('static', 'a')], address('10.0.0.1'))?.target.kind).toBe('unknown');
    expect(matchGatewayRoute([of('static', 'a'), dropped], address('10.0.0.1'))?.target.kind).toBe('unknown');
    expect(matchGatewayRoute([of('vpn', 'a'), of('vpn', 'b')], address('10.0.0.1'))?.target).toEqual({
      kind: 'unknown',
      why: 'vpn to a and vpn to b give 10.0.0.0/16 different targets with equal preference',
    });
  });

  test('a disagreement below the winner does not matter', () => {
    const winner = of('static', 'a');
    expect(matchGatewayRoute([of('vpc', 'a'), of('vpc', 'b'), winner], address('10.0.0.1'))).toBe(winner);
  });
});

test('an address of one family matches no route of the other', () => {
  const all = { origin: 'static', target: { kind: 'blackhole' }, source: 'all' } as const;
  expect(matchGatewayRoute([{ ...all, prefix: prefix('0.0.0.0/0') }], address('::1'))).toBeUndefined();
  expect(matchGatewayRoute([{ ...all, prefix: prefix('::/0') }], address('0.0.0.1'))).toBeUndefined();
  expect(matchGatewayRoute([], address('0.0.0.1'))).toBeUndefined();
});
