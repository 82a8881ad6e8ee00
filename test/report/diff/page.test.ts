// What a page says first, and of what it stays silent, from backbones that differ in one thing.

import { differencePage, type Page } from '../../../lib/report/diff/page';
import type { Line } from '../../../lib/report/diff/spans';
import { verdictText } from '../../../lib/report/diff/text';
import type { Backbone } from '../../../lib/routing/backbone';
import { type Acknowledgement, acknowledge } from '../../../lib/verify/acknowledgements';
import { compare } from '../../../lib/verify/diff/compare';
import { finding } from '../../../lib/verify/findings';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { comparedOf, differenceOf, NAMES } from '../../support/compared';

const sites = [aSite(0), aSite(1), aSite(2)];
const triangle = aBackbone(sites, [aPeering(0, 1), aPeering(1, 2), aPeering(0, 2)]);
const row = aBackbone(sites, [aPeering(0, 1), aPeering(1, 2)]);

const textOf = (line: Line) =>
  line.map((span) => (typeof span === 'string' ? span : 'code' in span ? span.code : span.strong)).join('');

const leadOf = ({ lead }: Page) => lead.map(textOf);

function pageOf(before: Backbone, after: Backbone): Page {
  return differencePage(differenceOf(before, after));
}

/** With another demand on the flows between two sites. */
function asking(backbone: Backbone, links: number): Backbone {
  const flows = backbone.flows.map((flow) => ({ ...flow, survive: { links, risks: links > 0 ? 1 : 0 } }));
  return { ...backbone, flows };
}

describe('the verdict', () => {
  it.each([
    [
      'worse, where flows are lost that must arrive',
      triangle,
      row,
      'Worse: 6 flows are lost in failures that they must survive',
    ],
    ['better the other way round', row, triangle, 'Better: 6 flows arrive in failures that lost them before'],
    [
      'weaker, where nobody asks for it',
      asking(triangle, 0),
      asking(row, 0),
      'Weaker: 6 flows are lost in failures that they need not survive',
    ],
    [
      'worse also where less is asked at the same time',
      triangle,
      asking(row, 0),
      'Worse: 6 flows are lost in failures that they must survive',
    ],
    ['none, where less is asked and nothing is lost', triangle, asking(triangle, 0), 'No change in reachability'],
    ['worse, where more is asked than the network can do', asking(row, 0), row, 'Worse: 8 new errors'],
  ])('is %s', (_, before, after, verdict) => {
    expect(verdictText(pageOf(before, after))).toBe(verdict);
  });

  it('does not count flows that come and go with a site', () => {
    const more = asking(aBackbone([...sites, aSite(3)], [...triangle.links, aPeering(0, 3)]), 0);
    const before = asking(triangle, 0);
    expect(verdictText(pageOf(before, more))).toBe(
      'No change in reachability of the 6 flows that stay; 6 flows are new',
    );
    expect(leadOf(pageOf(more, before))).toContain('Removed: site s3');
    expect(leadOf(pageOf(more, before))).toContain('Given up: 6 flows: s0 ↔ s3, s1 ↔ s3 and s2 ↔ s3');
  });
});

describe('the first lines', () => {
  it('name a failure once for all flows that it loses, in all of its forms', () => {
    const [first, second] = leadOf(pageOf(triangle, row));
    expect(first).toMatch(
      /^New single point of failure: s0 ↔ s1 and s0 ↔ s2 when s0-s1 fails, which they must survive/,
    );
    expect(second).toMatch(
      /^New single point of failure: s0 ↔ s2 and s1 ↔ s2 when s1-s2 fails, which they must survive/,
    );
  });

  it('are ten at most, and the last counts the rest', () => {
    const many = Array.from({ length: 14 }, (_, n) => aSite(n));
    const ring = many.map((_, n) => (n === 13 ? aPeering(0, 13) : aPeering(n, n + 1)));
    const lead = leadOf(pageOf(aBackbone(many, ring), aBackbone(many, ring.slice(0, -1))));
    expect(lead).toHaveLength(10);
    expect(lead.at(-1)).toMatch(/^and \d+ more, below$/);
  });

  it('count links that have to be drained where they are many', () => {
    const drains = ['a', 'b', 'c', 'd', 'e'].map((link) => ({ link, because: ['routes' as const], commands: [] }));
    expect(leadOf(differencePage({ ...differenceOf(triangle, triangle), drains }))).toEqual([
      'Drain first: 5 links, one at a time: a, b, c and 2 more',
    ]);
  });

  it('say what is asked of flows otherwise than before', () => {
    expect(leadOf(pageOf(triangle, asking(triangle, 0)))).toEqual([
      'Demand: s0 ↔ s1, s0 ↔ s2 and s1 ↔ s2 must survive 0 links and 0 shared risks instead of 1 link and 1 shared risk',
    ]);
  });

  it('say that a failure was to be survived which is not any more', () => {
    expect(leadOf(pageOf(triangle, asking(row, 0)))[0]).toContain('which they had to survive');
  });

  it('say that nothing counts where templates differ and no packet goes elsewhere', () => {
    const side = comparedOf('before', triangle);
    const page = differencePage(compare(side, { ...side, assembly: { stacks: [] } }, NAMES));
    expect(verdictText(page)).toBe('No change in reachability');
    expect(leadOf(page)).toEqual(['the templates differ in nothing that decides where packets go']);
    expect(page.sections).toEqual([]);
  });

  it('give the reason for which somebody accepts a loss, which then is not worse', () => {
    const after = comparedOf('after', row);
    const accepted = after.verification.findings.map((finding) => ({
      ...finding,
      severity: 'info' as const,
      acknowledged: { severity: finding.severity, id: finding.code, reason: 'until the second fibre is lit' },
    }));
    const side = { ...after, verification: { ...after.verification, findings: accepted } };
    const page = differencePage(compare(comparedOf('before', triangle), side, NAMES));
    expect(verdictText(page)).toBe('Weaker: 6 flows are lost in failures that they need not survive');
    expect(leadOf(page).join('\n')).toContain('when s0-s1 fails, which is accepted: until the second fibre is lit');
  });
});

describe('what is accepted', () => {
  const found = finding('verify-single-point-of-failure', { message: 's0-s1 is the only way', fix: 'add a link' });
  const other = finding('verify-takeover-mtu', { message: 'smaller packets', fix: 'say how it is handled' });

  const linesOf = (before: readonly Acknowledgement[], after: readonly Acknowledgement[]) => {
    const side = (given: readonly Acknowledgement[]) => {
      const whole = comparedOf('side', triangle);
      const findings = acknowledge([found, other], given, () => '');
      return {
        ...whole,
        assembly: { ...whole.assembly, acknowledgements: given },
        verification: { ...whole.verification, findings },
      };
    };
    return leadOf(differencePage(compare(side(before), side(after), NAMES)));
  };

  const MARCH: Acknowledgement = {
    ids: ['verify-single-point-of-failure'],
    reason: 'its second link\n comes in March',
  };

  it('is said with the reason and the place, errors first', () => {
    const mtu: Acknowledgement = { ids: ['verify-takeover-mtu'], reason: 'every host clamps', at: '' };
    expect(linesOf([], [mtu, MARCH])).toEqual([
      'Newly accepted, 1 error verify-single-point-of-failure in the topology file: its second link comes in March; what is accepted: s0-s1 is the only way',
      'Newly accepted verify-takeover-mtu on the whole app: every host clamps; what is accepted: smaller packets',
    ]);
  });

  it('is an error again when it is accepted no longer, and both are said', () => {
    expect(linesOf([MARCH], [])).toEqual([
      'New error verify-single-point-of-failure: s0-s1 is the only way',
      'No longer accepted verify-single-point-of-failure in the topology file: its second link comes in March; what is accepted: s0-s1 is the only way',
    ]);
  });

  it('is said once where only the reason is another', () => {
    expect(linesOf([MARCH], [{ ...MARCH, reason: 'it is cancelled' }])).toEqual([
      'Accepted for another reason verify-single-point-of-failure in the topology file: it is cancelled; what is accepted: s0-s1 is the only way; before: its second link comes in March',
    ]);
  });
});

describe('the picture', () => {
  it('shows all of a small backbone, and what is changed in it', () => {
    const dearer = aBackbone(sites, [aPeering(0, 1, 30), aPeering(1, 2), aPeering(0, 2)]);
    const { picture } = pageOf(triangle, dearer);
    expect(picture?.links.map(({ name, note }) => [name, note])).toEqual([
      ['s0-s1', 'cost 10 → 30'],
      ['s0-s2', ''],
      ['s1-s2', ''],
    ]);
  });

  it('shows of a large one only what changes and what is near it', () => {
    const many = Array.from({ length: 30 }, (_, n) => aSite(n));
    const along = many.slice(1).map((_, n) => aPeering(n, n + 1));
    const before = asking(aBackbone(many, along), 0);
    const after = asking(aBackbone(many, [...along, aPeering(4, 6)]), 0);
    const { picture } = differencePage({
      ...differenceOf(triangle, row),
      sites: { added: [], removed: [], kept: many.map(({ name, aggregate }) => ({ name, kind: 'aws', aggregate })) },
      links: { added: after.links.filter(({ name }) => name === 's4-s6'), removed: [], kept: before.links },
      changed: { sites: [], links: [], policy: [] },
    });
    expect(picture?.sites.map(({ name }) => name)).toEqual(['s4', 's6']);
    expect(picture?.links.map(({ name, note }) => [name, note])).toEqual([['s4-s6', 'added']]);
    expect(picture?.left).toBe(28 + 29);
  });

  it('is left out where nothing of sites and links changes', () => {
    expect(pageOf(triangle, asking(triangle, 0)).picture).toBeUndefined();
  });
});
