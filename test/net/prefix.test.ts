import fc from 'fast-check';
import {
  type Address,
  address,
  addressAt,
  comparePrefixes,
  contains,
  type Family,
  formatAddress,
  halves,
  holdsAddress,
  overlaps,
  type Prefix,
  parseAddress,
  parsePrefix,
  prefix,
  prefixOf,
  samePrefix,
  subnet,
  width,
} from '../../lib/net/prefix';

const anyFamily = fc.constantFrom<Family>(4, 6);

const anyAddress: fc.Arbitrary<Address> = anyFamily.chain((family) =>
  fc.bigInt({ min: 0n, max: (1n << BigInt(width(family))) - 1n }).map((bits) => ({ family, bits })),
);

const anyPrefix: fc.Arbitrary<Prefix> = anyAddress.chain((start) =>
  fc.integer({ min: 0, max: width(start.family) }).map((length) => prefixOf(start, length)),
);

/** Prefixes in one small block, so that two of them often have to do with each other. */
const smallPrefix: fc.Arbitrary<Prefix> = fc
  .record({ family: anyFamily, low: fc.integer({ min: 0, max: 31 }), extra: fc.integer({ min: 0, max: 5 }) })
  .map(({ family, low, extra }) => {
    const block = family === 4 ? address('10.0.0.0') : address('2001:db8::');
    return prefixOf({ family, bits: block.bits + BigInt(low) }, width(family) - extra);
  });

/** The oracle: every address of a small prefix, written out. */
function addressesOf(small: Prefix): Set<string> {
  const count = 2 ** (width(small.family) - small.length);
  return new Set(Array.from({ length: count }, (_, i) => formatAddress(addressAt(small, BigInt(i)))));
}

describe('an address', () => {
  it('reads as it is written', () => {
    fc.assert(
      fc.property(anyAddress, (any) => expect(parseAddress(formatAddress(any))).toEqual({ ok: true, value: any })),
    );
  });

  it.each([
    '10.0.0',
    '10.0.0.256',
    '010.0.0.1',
    '0x0a.0.0.1',
    '167772161',
    '::1%eth0',
    ':::',
    '10.0.0.1/8',
    '',
    ' 10.0.0.1',
  ])('fails for %j', (text) => {
    expect(parseAddress(text).ok).toBe(false);
  });
});

describe('a prefix', () => {
  it('reads as it is written', () => {
    fc.assert(fc.property(anyPrefix, (any) => expect(parsePrefix(any.text)).toEqual({ ok: true, value: any })));
  });

  it('is the union of its halves, which are disjoint and one bit longer', () => {
    fc.assert(
      fc.property(anyPrefix, (any) => {
        fc.pre(any.length < width(any.family));
        const [low, high] = halves(any);
        expect([low.length, high.length]).toEqual([any.length + 1, any.length + 1]);
        expect(contains(any, low) && contains(any, high) && !overlaps(low, high)).toBe(true);
        expect(comparePrefixes(any, low)).toBeLessThan(0);
        expect(comparePrefixes(low, high)).toBeLessThan(0);
      }),
    );
  });

  it('has disjoint subnets in address order that fill it', () => {
    fc.assert(
      fc.property(smallPrefix, fc.integer({ min: 0, max: 5 }), (outer, extra) => {
        fc.pre(outer.length + extra <= width(outer.family));
        const subnets = Array.from({ length: 2 ** extra }, (_, i) => subnet(outer, outer.length + extra, i));
        const all = subnets.flatMap((inner) => [...addressesOf(inner)]);
        expect(all).toEqual([...addressesOf(outer)]);
      }),
    );
  });

  it('contains, overlaps and equals another exactly when their addresses do', () => {
    fc.assert(
      fc.property(smallPrefix, smallPrefix, (a, b) => {
        const [ofA, ofB] = [addressesOf(a), addressesOf(b)];
        const shared = [...ofB].filter((one) => ofA.has(one)).length;
        expect(contains(a, b)).toBe(shared === ofB.size);
        expect(overlaps(a, b)).toBe(shared > 0);
        expect(samePrefix(a, b)).toBe(shared === ofB.size && ofA.size === ofB.size);
      }),
      { numRuns: 500 },
    );
  });

  it('holds exactly its own addresses', () => {
    fc.assert(
      fc.property(smallPrefix, anyAddress, (small, other) => {
        const own = addressesOf(small);
        for (const text of own) expect(holdsAddress(small, address(text))).toBe(true);
        expect(holdsAddress(small, other)).toBe(own.has(formatAddress(other)));
      }),
    );
  });

  it('sorts in a total order in which a covering prefix stands before what it covers', () => {
    fc.assert(
      fc.property(smallPrefix, smallPrefix, smallPrefix, (a, b, c) => {
        expect(Math.sign(comparePrefixes(a, b))).toBe(-Math.sign(comparePrefixes(b, a)) + 0);
        if (comparePrefixes(a, b) <= 0 && comparePrefixes(b, c) <= 0)
          expect(comparePrefixes(a, c)).toBeLessThanOrEqual(0);
        if (contains(a, b) && !samePrefix(a, b)) expect(comparePrefixes(a, b)).toBeLessThan(0);
      }),
    );
  });

  it.each([
    '10.0.0.0',
    '10.0.0.0/33',
    '10.0.0.0/08',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    '2001:db8::/129',
    '/8',
    '10.0.0.0/ 8',
  ])('fails for %j', (text) => {
    expect(parsePrefix(text).ok).toBe(false);
  });

  it('fails when host bits are set, and says which prefix was meant', () => {
    expect(parsePrefix('10.0.0.1/8')).toEqual({ ok: false, error: 'host bits are set; did you mean 10.0.0.0/8' });
  });

  it('fails to give what it does not have', () => {
    expect(() => halves(prefix('10.0.0.1/32'))).toThrow(RangeError);
    expect(() => subnet(prefix('10.0.0.0/24'), 26, 4)).toThrow(RangeError);
    expect(() => subnet(prefix('10.0.0.0/24'), 23, 0)).toThrow(RangeError);
    expect(() => addressAt(prefix('10.0.0.0/30'), 4n)).toThrow(RangeError);
    expect(() => prefixOf(address('10.0.0.0'), 33)).toThrow(RangeError);
  });

  it('fails with an error when text that should have been validated was not', () => {
    expect(() => prefix('10.0.0.0')).toThrow('bad prefix "10.0.0.0": not of the form address/length');
    expect(() => address('ten')).toThrow('bad address "ten": not an IP address');
  });
});
