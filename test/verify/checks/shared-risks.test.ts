// Shared risks that lie on all paths of a flow.

import type { Backbone } from '../../../lib/routing/backbone';
import { sharedRisksOnAllPaths } from '../../../lib/verify/checks/shared-risks';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { aHybrid, judging, judgingTables, messages } from '../../support/judging';

function found(backbone: Backbone): readonly string[] {
  return messages(sharedRisksOnAllPaths(judging(backbone)));
}

function sharing(risk: string, ...names: readonly string[]): Backbone {
  const backbone = aHybrid();
  const links = backbone.links.map((link) => (names.includes(link.name) ? { ...link, sharedRisks: [risk] } : link));
  return { ...backbone, links };
}

test('a place through which every link of premises runs is told with the paths that share it', () => {
  expect(found(sharing('duct', 'dx-0', 'dx-1'))).toEqual([
    'duct is shared by all paths of p9 and s0 (dx-0; dx-1 › s0-s1), of p9 and s1 (dx-1; dx-0 › s0-s1), of p9 and s2 (dx-0 › s0-s2; dx-1 › s1-s2)',
  ]);
});

test('a place past which one path runs is no finding', () => {
  expect(sharedRisksOnAllPaths(judging(sharing('duct', 'dx-0', 's1-s2')))).toEqual([]);
});

test('is accepted by flows that need not survive a shared risk', () => {
  const backbone = sharing('duct', 'dx-0', 'dx-1');
  const flows = backbone.flows.map((flow) => ({ ...flow, survive: { links: 1, risks: 0 } }));
  expect(found({ ...backbone, flows })).toEqual([]);
});

test('a risk of one link is a single point of failure, and told here only of flows that need not survive a link', () => {
  const backbone = sharing('duct', 'dx-0');
  const alone = { ...backbone, links: backbone.links.filter(({ name }) => name !== 'dx-1') };
  expect(found(alone)).toEqual([]);
  const flows = alone.flows.map((flow) => ({ ...flow, survive: { links: 0, risks: 1 } }));
  expect(found({ ...alone, flows })).toEqual([
    expect.stringMatching(/^duct is shared by all paths of p9 and s0 \(dx-0\)/),
  ]);
});

test('peerings that share a risk cut sites off, and it fails grey', () => {
  const backbone = sharing('sea', 's0-s1', 's0-s2', 'dx-0');
  const [cut] = sharedRisksOnAllPaths(judging(backbone));
  expect(cut?.message).toBe(
    'sea is shared by all paths of p9 and s0 (dx-0; dx-1 › s0-s1; dx-1 › s1-s2 › s0-s2), of s0 and s1 (s0-s1; s0-s2 › s1-s2), of s0 and s2 (s0-s2; s0-s1 › s1-s2)',
  );
  expect(cut?.scenario).toEqual({ links: [], risks: [{ name: 'sea', form: 'down' }] });
});

test.each([5, 6])('of %d pairs of sites that a sea cuts apart, the first are told, and how many more', (count) => {
  const others = Array.from({ length: count }, (_, i) => i + 1);
  const apart = others.map((n) => aPeering(0, n, 10, ['sea']));
  const along = others.slice(1).map((n) => aPeering(n - 1, n));
  const backbone = aBackbone([aSite(0), ...others.map((n) => aSite(n))], [...apart, ...along]);
  const [cut, ...more] = sharedRisksOnAllPaths(judgingTables(backbone));
  expect(more).toEqual([]);
  const pairs = [...(cut?.message.matchAll(/of (s0 and s\d) \(/g) ?? [])].map(([, pair]) => pair);
  const named = count === 5 ? others : others.slice(0, 4);
  expect(pairs).toEqual(named.map((n) => `s0 and s${n}`));
  expect(/, of (\d+ more pairs of sites)$/.exec(cut?.message ?? '')?.[1]).toBe(
    count === 5 ? undefined : '2 more pairs of sites',
  );
  expect(cut).toMatchObject({
    scenario: { links: [], risks: [{ name: 'sea', form: 'grey' }] },
    flow: { from: 's0', to: 's1' },
  });
});
