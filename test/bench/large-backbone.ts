// A backbone of the size for which design numbers are given, 50 sites and 200 links, and what a site of it looks at when it
// decides. Everything is computed from numbers, so that every run measures the same.

import type { Publication, Snapshot } from '../../lib/controller/database';
import type { decide } from '../../lib/controller/decide';
import type { Backbone, BackboneLink } from '../../lib/routing/backbone';
import type { Standing } from '../../lib/routing/shortest-paths';
import { aBackbone, aPeering, aSite } from '../support/backbones';
import { networkOf } from '../support/networks';
import {
  aNotice,
  anAdmission,
  anObservation,
  aPublication,
  MINUTE_MS,
  NOTHING_KNOWN,
  NOW_MS,
  siteIn,
  standing,
  steeredNetwork,
} from '../support/world';

export type Sighting = Parameters<typeof decide>[0];

const AWS_SITES = 45;
const PREMISES = 5;
/** Each AWS site has a peering with those so many places further. */
const STRIDES = [1, 3, 7, 12];

function peeringsInCircle(): readonly BackboneLink[] {
  const chords = STRIDES.flatMap((stride) =>
    Array.from({ length: AWS_SITES }, (_, i) => aPeering(i, (i + stride) % AWS_SITES, 5 + ((i * 7 + stride) % 16))),
  );
  const across = Array.from({ length: 5 }, (_, i) => aPeering(i, i + 22, 20));
  return [...chords, ...across];
}

/** A Direct Connect link with a VPN under it at one site, and a second Direct Connect link at another. */
function linksOf(premises: number): readonly BackboneLink[] {
  const near = (premises * 9) % AWS_SITES;
  const far = (near + 4) % AWS_SITES;
  const link = (site: number, kind: BackboneLink['kind'], cost: number): BackboneLink => ({
    name: `p${100 + premises}-s${site}-${kind === 'direct-connect' ? 'dx' : 'vpn'}`,
    kind,
    between: [`p${100 + premises}`, `s${site}`],
    cost,
    sharedRisks: [],
  });
  return [link(near, 'direct-connect', 1), link(far, 'direct-connect', 1), link(near, 'site-to-site-vpn', 50)];
}

/** 45 AWS sites with two VPCs each, 5 on premises with two prefixes each; 185 peerings, 10 Direct Connect links, 5 VPNs. */
export function largeBackbone(): Backbone {
  const aws = Array.from({ length: AWS_SITES }, (_, i) => aSite(i, 'aws', 2));
  const premises = Array.from({ length: PREMISES }, (_, i) => aSite(100 + i, 'on-prem', 2));
  const bgp = Array.from({ length: PREMISES }, (_, i) => linksOf(i)).flat();
  return aBackbone([...aws, ...premises], [...peeringsInCircle(), ...bgp]);
}

function observations(backbone: Backbone, down: readonly string[]): Snapshot['observations'] {
  const bad = { verdict: 'bad', wasBad: true, sinceMs: NOW_MS - MINUTE_MS } as const;
  return backbone.links.flatMap(({ name, between, kind }) =>
    between
      .filter((_, i) => kind === 'transit-gateway-peering' || i === 1)
      .map((site) => anObservation(name, site, down.includes(name) ? bad : {})),
  );
}

/** What has happened to links, and whether all sites have steered accordingly yet. */
export interface Happening {
  readonly down?: readonly string[];
  readonly drained?: readonly string[];
  readonly steered: boolean;
}

function standingsOf({ down = [], drained = [] }: Happening) {
  const all: [string, Standing][] = [
    ...down.map((link): [string, Standing] => [link, 'down']),
    ...drained.map((link): [string, Standing] => [link, 'drained']),
  ];
  return standing(Object.fromEntries(all));
}

/** What site `s0` looks at when it decides; each call gives new values, as each run of a controller reads anew. */
export function sightingOf(backbone: Backbone, happening: Happening): () => Sighting {
  const { down = [], drained = [], steered } = happening;
  const baseline = networkOf(backbone);
  const standings = standingsOf(happening);
  const network = steered ? steeredNetwork(backbone, standings) : baseline;
  const { routing, ...routes } = siteIn(network, 's0', baseline);
  const members = backbone.sites.filter(({ kind }) => kind === 'aws');
  const publications = members.map(
    ({ name }): Publication => aPublication(backbone, network, name, steered ? standings : new Map()),
  );
  const snapshot: Snapshot = {
    ...NOTHING_KNOWN,
    notices: drained.map((link) => aNotice(link)),
    admissions: drained.map((link) => anAdmission(link)),
    observations: observations(backbone, down),
    publications,
  };
  return () => ({ backbone, routing, ...structuredClone({ ...routes, snapshot }), nowMs: NOW_MS });
}
