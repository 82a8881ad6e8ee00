// A valid topology file as a plain value. Each test states its difference from it: a value replaces what stands at its
// place, a map is merged into the map there, and `undefined` takes a key away.

import { stringify } from 'yaml';
import type { Issue } from '../../lib/net/issue';
import { parseTopology } from '../../lib/topology/parse';
import type { Topology } from '../../lib/topology/topology';

type Tree = { [key: string]: unknown };

const awsSite = (number: number, region: string): Tree => ({
  kind: 'aws',
  region,
  asn: 64511 + number,
  cidr: `10.${number}0.0.0/16`,
  vpcs: { core: { cidr: `10.${number}0.0.0/18`, azs: 2 } },
});

const peering = (between: [string, string], index: number): Tree => ({
  kind: 'transit-gateway-peering',
  between,
  index,
  cost: 10,
});

/** Two AWS sites joined by a peering; `ord` reaches iad over Direct Connect and cmh over a VPN. */
const DEFAULT: Tree = {
  version: 1,
  name: 'acme',
  sites: {
    iad: awsSite(1, 'us-east-1'),
    cmh: awsSite(2, 'us-east-2'),
    ord: { kind: 'on-prem', asn: 65010, cidr: '10.40.0.0/16' },
  },
  links: {
    'iad-cmh': peering(['iad', 'cmh'], 1),
    dx: { kind: 'direct-connect', between: ['ord', 'iad'], index: 2, cost: 10, virtualInterface: 'dxvif-ffabc123' },
    vpn: {
      kind: 'site-to-site-vpn',
      between: ['ord', 'cmh'],
      index: 3,
      cost: 15,
      customerGateway: { ip: '203.0.113.10' },
    },
  },
};

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function merge(base: unknown, change: unknown): unknown {
  if (!isTree(base) || !isTree(change)) return change;
  const merged: Tree = { ...base };
  for (const [key, value] of Object.entries(change)) {
    if (value === undefined) delete merged[key];
    else merged[key] = merge(base[key], value);
  }
  return merged;
}

/** A document with more differences. */
export function merged(document: Tree, changes: Tree): Tree {
  return merge(document, changes) as Tree;
}

/** The written document with these differences. */
export function aTopology(changes: Tree = {}): Tree {
  return merge(DEFAULT, changes) as Tree;
}

/** What the file with these differences means. Throws with all its issues when it is not valid. */
export function theTopology(changes: Tree = {}): Topology {
  const parsed = parseTopology(stringify(aTopology(changes)), 'topology.yaml');
  if (!parsed.ok) throw new Error(parsed.error.map(({ path, problem }) => `${path.join('.')}: ${problem}`).join('\n'));
  return parsed.value;
}

/** What is wrong with the file with these differences. */
export function issuesOf(changes: Tree): readonly Issue[] {
  const parsed = parseTopology(stringify(aTopology(changes)), 'topology.yaml');
  return parsed.ok ? [] : parsed.error;
}

/** The same as `code path`, which is all that most tests want to see. */
export function mistakesOf(changes: Tree): readonly string[] {
  return issuesOf(changes).map(({ code, path }) => `${code} ${path.join('.')}`);
}
