// Generated backbones as plans: which sites and links there are, where the baseline differs from shortest paths, and what is
// then edited in the templates. Everything shrinks: to fewer sites, fewer links, no edits.

import fc from 'fast-check';

const LINK_KINDS = ['direct-connect', 'site-to-site-vpn'] as const;

export interface PlannedLink {
  readonly name: string;
  readonly kind: 'transit-gateway-peering' | (typeof LINK_KINDS)[number];
  /** Premises first. */
  readonly between: readonly [string, string];
  readonly cost: number;
  readonly sharedRisks: readonly string[];
}

/** Numbers pick from what is there when it comes to it. */
export interface Edit {
  readonly kind: 'remove' | 'redirect' | 'blackhole' | 'shorten' | 'leak';
  readonly which: number;
  readonly to: number;
}

export interface Plan {
  readonly sites: readonly { readonly name: string; readonly vpcs: number }[];
  readonly premises: readonly { readonly name: string; readonly isSplit: boolean }[];
  readonly links: readonly PlannedLink[];
  /** Baseline routes that lead elsewhere or are not there, by their number among all. */
  readonly astray: readonly { readonly which: number; readonly to: number }[];
  readonly edits: readonly Edit[];
}

const SITES = ['ams', 'bru', 'cph', 'dub'];
const PREMISES = ['x1', 'x2'];
const RISKS = ['duct', 'meet-me-room'];

/** Costs that seldom add up to the same. */
const cost = fc.integer({ min: 1, max: 60_000 });
const risks = fc.subarray(RISKS).map((names) => [...names].sort());

function peering(between: readonly [string, string]): fc.Arbitrary<readonly PlannedLink[]> {
  const made = fc.tuple(cost, risks).map(([c, sharedRisks]): PlannedLink[] => {
    return [{ name: between.join('-'), kind: 'transit-gateway-peering', between, cost: c, sharedRisks }];
  });
  return fc.oneof({ weight: 3, arbitrary: made }, { weight: 1, arbitrary: fc.constant([]) });
}

function toPremises(between: readonly [string, string]): fc.Arbitrary<readonly PlannedLink[]> {
  const kinds = fc.subarray([...LINK_KINDS]);
  return fc.tuple(kinds, fc.array(fc.tuple(cost, risks), { minLength: 2, maxLength: 2 })).map(([chosen, words]) =>
    chosen.map((kind, i): PlannedLink => {
      const [c = 1, sharedRisks = []] = words[i] ?? [];
      return {
        name: `${between.join('-')}-${kind === 'direct-connect' ? 'dx' : 'vpn'}`,
        kind,
        between,
        cost: c,
        sharedRisks,
      };
    }),
  );
}

function pairsOf(names: readonly string[]): readonly (readonly [string, string])[] {
  return names.flatMap((one, i) => names.slice(i + 1).map((other) => [one, other] as const));
}

const pick = fc.nat(999);
const edit = fc.record({
  kind: fc.constantFrom(...(['remove', 'redirect', 'blackhole', 'shorten', 'leak'] as const)),
  which: pick,
  to: pick,
});

interface Sizes {
  readonly premises: number;
  readonly edits: number;
}

export function plansOf({ premises: most, edits }: Sizes): fc.Arbitrary<Plan> {
  const sizes = fc.tuple(fc.integer({ min: 2, max: SITES.length }), fc.nat(most));
  return sizes.chain(([aws, onPrem]) => {
    const [sites, premises] = [SITES.slice(0, aws), PREMISES.slice(0, onPrem)];
    const wires = [
      ...pairsOf(sites).map(peering),
      ...premises.flatMap((site) => sites.map((far) => toPremises([site, far]))),
    ];
    return fc.record({
      sites: fc.tuple(...sites.map((name) => fc.integer({ min: 1, max: 2 }).map((vpcs) => ({ name, vpcs })))),
      premises: fc.tuple(...premises.map((name) => fc.boolean().map((isSplit) => ({ name, isSplit })))),
      links: fc.tuple(...wires).map((links) => links.flat()),
      astray: fc.array(fc.record({ which: pick, to: pick }), { maxLength: edits }),
      edits: fc.array(edit, { maxLength: edits }),
    });
  });
}
