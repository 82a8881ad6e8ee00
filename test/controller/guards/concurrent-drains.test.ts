import type { Admission } from '../../../lib/controller/database';
import { withinDrainLimit } from '../../../lib/controller/guards/concurrent-drains';
import type { OverrideChange } from '../../../lib/controller/plan';
import type { Standing } from '../../../lib/routing/shortest-paths';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { anAdmission, aWorld, plannedFor, standing } from '../../support/world';

const sites = [aSite(0), aSite(1), aSite(2)];
const links = [aPeering(0, 1), aPeering(0, 2), aPeering(1, 2)];
const [first, second] = [anAdmission('s0-s1', 1), anAdmission('s1-s2', 2)];
const base = plannedFor(
  aWorld(aBackbone(sites, links), 's0', { standings: standing({ 's0-s1': 'down' }) }),
  'spokes',
  's1',
);

function codeFor(
  from: OverrideChange['from'],
  to: OverrideChange['to'],
  stand: Readonly<Record<string, Standing>>,
  admissions: readonly Admission[],
  maxConcurrentDrains: number,
) {
  const backbone = aBackbone(sites, links, { maxConcurrentDrains });
  const world = aWorld(backbone, 's0', { standings: standing(stand), snapshot: { admissions } });
  return withinDrainLimit({ ...base, from, to }, world)?.code;
}

const over = (link: string) => ({ kind: 'link', link }) as const;
const both = { 's0-s1': 'drained', 's1-s2': 'drained' } as const;

test.each<[string, string, Readonly<Record<string, Standing>>, readonly Admission[], number, string | undefined]>([
  ['lets traffic leave the link admitted first', 's0-s1', both, [first, second], 1, undefined],
  ['lets it leave whichever stands first in the list', 's0-s1', both, [second, first], 1, undefined],
  ['goes by the time of admission before the name', 's1-s2', both, [first, anAdmission('s1-s2', 0)], 1, undefined],
  ['holds traffic on the link admitted second', 's1-s2', both, [first, second], 1, 'held-too-many-drains'],
  ['lets it leave when two may be drained at once', 's1-s2', both, [first, second], 2, undefined],
  ['does not count a link that is down', 's1-s2', { ...both, 's0-s1': 'down' }, [first, second], 1, undefined],
  ['lets traffic leave a link that is down', 's0-s2', { ...both, 's0-s2': 'down' }, [first, second], 1, undefined],
  ['lets traffic leave a link that is up, as in a restore', 's0-s2', both, [first, second], 1, undefined],
  ['lets traffic leave a link in hold-down, which nobody admitted', 's1-s2', both, [first], 1, undefined],
  [
    'holds by name where two were admitted at once',
    's1-s2',
    both,
    [anAdmission('s1-s2', 1), first],
    1,
    'held-too-many-drains',
  ],
])('%s', (_, from, stand, admissions, limit, code) => {
  expect(codeFor(over(from), over('s0-s2'), stand, admissions, limit)).toBe(code);
});

test('a change that leaves the traffic on its link, or finds it on none, is not a drain', () => {
  expect(codeFor(over('s1-s2'), over('s1-s2'), both, [first, second], 1)).toBeUndefined();
  expect(codeFor({ kind: 'none' }, over('s0-s2'), both, [first, second], 1)).toBeUndefined();
  expect(
    codeFor({ kind: 'split', links: ['s0-s1', 's1-s2'] }, over('s0-s2'), both, [first, second], 1),
  ).toBeUndefined();
});
