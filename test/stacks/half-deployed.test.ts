// What forwards while a deployment has reached some sites: a new peering is used by the site that goes first, and its other
// end takes nothing in yet. So a peering is added at a cost at which nobody uses it, as docs/deploy.md says.

import { nothingFailed } from '../../lib/routing/scenario';
import type { Assembly } from '../../lib/verify/assembly';
import { understand, verify } from '../../lib/verify/verify';
import { buildHandlers } from '../support/assembly';
import { synthesized } from '../support/judged';
import { peering, ring } from '../support/topologies';

buildHandlers();

const before = ring();
const withPeering = (cost: number) => ring({ links: [...before.links, peering('cmh', 'iad', 5, { cost })] });
const SITES = ['cmh', 'dub', 'iad', 'pdx'];

/** The new stacks, but for the routes of the sites that are not reached yet. */
function reached(old: Assembly, next: Assembly, sites: readonly string[]): Assembly {
  const waiting = SITES.filter((site) => !sites.includes(site)).map((site) => `acme-${site}-routes`);
  const stacks = next.stacks.map((stack) =>
    waiting.includes(stack.name) ? (old.stacks.find(({ name }) => name === stack.name) ?? stack) : stack,
  );
  return { stacks };
}

/** Flows that are lost although nothing has failed. */
function lost(assembly: Assembly): readonly string[] {
  const { results } = verify(understand(assembly));
  const usual = results.filter(({ scenario, mode }) => mode === 'baseline' && nothingFailed(scenario));
  expect(usual.length).toBe(SITES.length * (SITES.length - 1));
  return usual
    .filter(({ outcome }) => outcome !== 'delivered')
    .map(({ flow, outcome }) => `${flow.from} ${flow.to} ${outcome}`);
}

const old = synthesized(before);
const steps = SITES.map((_, i) => SITES.slice(0, i + 1));

test('a peering that nobody uses at its cost comes without a loss at any step of its deployment', () => {
  const next = synthesized(withPeering(100));
  for (const sites of steps) expect([sites, lost(reached(old, next, sites))]).toEqual([sites, []]);
});

test('a peering that is there already becomes the shortest path without a loss at any step', () => {
  const [dear, cheap] = [synthesized(withPeering(100)), synthesized(withPeering(10))];
  for (const sites of steps) expect([sites, lost(reached(dear, cheap, sites))]).toEqual([sites, []]);
});

test('a new peering that is the shortest path at once loses traffic until its other end is deployed', () => {
  const next = synthesized(withPeering(10));
  expect(lost(reached(old, next, ['cmh'])).length).toBeGreaterThan(0);
  expect(lost(reached(old, next, SITES))).toEqual([]);
});
