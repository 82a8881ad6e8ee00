// Backbones of any size that the verifier is measured on: three links for each site, in a circle with chords, so that
// every site is joined to six others. Everything is computed from numbers, so that every run measures the same.

import type { Backbone, BackboneLink } from '../../lib/routing/backbone';
import { aBackbone, aPeering, aSite } from '../support/backbones';

const PREMISES = 4;

/** Each site has a peering with the next, the third and one across; no two of them are the same for ten sites or more. */
function peeringsInCircle(sites: number): readonly BackboneLink[] {
  const strides = [1, 3, Math.round(sites * 0.4)];
  return strides.flatMap((stride) =>
    Array.from({ length: sites }, (_, i) => aPeering(i, (i + stride) % sites, 5 + ((i * 7 + stride) % 16))),
  );
}

/** AWS sites with two VPCs each, and three peerings for each site. */
function peered(sites: number): Backbone {
  return aBackbone(
    Array.from({ length: sites }, (_, i) => aSite(i, 'aws', 2)),
    peeringsInCircle(sites),
  );
}

/** A Direct Connect link to one site, and a VPN to one across the circle. */
function linksOf(premises: number, sites: number): readonly BackboneLink[] {
  const near = Math.floor((premises * sites) / PREMISES);
  const link = (site: number, kind: BackboneLink['kind'], cost: number): BackboneLink => ({
    name: `p${100 + premises}-s${site}-${kind === 'direct-connect' ? 'dx' : 'vpn'}`,
    kind,
    between: [`p${100 + premises}`, `s${site}`],
    cost,
    sharedRisks: [],
  });
  return [link(near, 'direct-connect', 1), link((near + Math.floor(sites / 2)) % sites, 'site-to-site-vpn', 2)];
}

/** As many sites and links, of which four sites are on premises with two BGP links each. */
function hybrid(sites: number): Backbone {
  const aws = sites - PREMISES;
  const across = Array.from({ length: PREMISES }, (_, i) => aPeering(i, i + Math.floor(aws / 2), 20));
  const premises = Array.from({ length: PREMISES }, (_, i) => i);
  return aBackbone(
    [
      ...Array.from({ length: aws }, (_, i) => aSite(i, 'aws', 2)),
      ...premises.map((i) => aSite(100 + i, 'on-prem', 2)),
    ],
    [...peeringsInCircle(aws), ...across, ...premises.flatMap((i) => linksOf(i, aws))],
  );
}

export const KINDS = { peered, hybrid } as const;
