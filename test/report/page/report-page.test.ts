import fc from 'fast-check';
import { reportPage } from '../../../lib/report/page/report-page';
import type { Backbone } from '../../../lib/routing/backbone';
import { NOTHING_FAILED } from '../../../lib/routing/scenario';
import { type Finding, finding } from '../../../lib/verify/findings';
import { aBackbone, hybridBackbones } from '../../support/backbones';
import { hybridExample } from '../../support/hybrid';
import { judgedBackbone } from '../../support/pages';

const hybrid = judgedBackbone(hybridExample());
const page = reportPage(hybrid);

/** The text of an element with this id, without its tags. */
function sectionOf(text: string, id: string): string {
  const [, section = ''] = new RegExp(`<section id="${id}">(.*?)</section>`, 's').exec(text) ?? [];
  return section;
}

function plain(markup: string): string {
  return markup
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&gt;', '>')
    .replace(/\s+/g, ' ');
}

const lost: Finding = finding('verify-dead-link', {
  message: 'iad to pdx is lost when iad-pdx grey',
  fix: 'add a link beside it',
  scenario: { links: [{ name: 'iad-pdx', form: 'grey' }], risks: [] },
  flow: { from: 'iad', to: 'pdx' },
  trace: {
    outcome: 'dead-link',
    path: ['iad-pdx'],
    hops: [{ place: { at: 'link', link: 'iad-pdx', from: 'tgw' }, said: 'link iad-pdx drops data' }],
  },
  source: 'acme-iad-routes/Baseline',
});

it('has its parts in the order in which a reviewer asks', () => {
  const ids = [...page.matchAll(/<section id="([a-z]+)">/g)].map(([, id]) => id);
  expect(ids).toEqual(['verdict', 'findings', 'topology', 'survives', 'flows', 'assumptions', 'templates', 'traces']);
  for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(page).toContain(`id="${target}"`);
});

it('is the same for the same input, and is called what it is told to be', () => {
  expect(reportPage(judgedBackbone(hybridExample()))).toBe(page);
  expect(page).toContain('<title>acme: what survives what</title>');
  expect(reportPage(hybrid, 'CHG-1 <2026>')).toContain('<h1>CHG-1 &lt;2026&gt;</h1>');
});

it('says the verdict and the counts', () => {
  const { flows, scenarios } = hybrid.verification;
  expect(plain(sectionOf(page, 'verdict'))).toMatch(
    new RegExp(
      `every flow survives what it must .* 4 sites 6 links ${flows.length} flows ${scenarios.length - 1} failures tried`,
    ),
  );
  const bad = plain(
    sectionOf(reportPage({ ...hybrid, verification: { ...hybrid.verification, findings: [lost] } }), 'verdict'),
  );
  expect(bad).toContain('1 error');
  expect(bad).not.toContain('every flow survives');
});

it('tells a finding with its code, scenario, place, fix and trace', () => {
  const told = reportPage({ ...hybrid, verification: { ...hybrid.verification, findings: [lost] } });
  const found = sectionOf(told, 'findings');
  for (const text of [
    lost.message,
    lost.fix,
    'verify-dead-link',
    'acme-iad-routes/Baseline',
    'link iad-pdx drops data',
  ])
    expect(plain(found)).toContain(text);
  expect(found).toMatch(/<details class="trace"><summary>trace: 1 hop, dead-link<\/summary>/);
  expect(found).toMatch(/<button type="button" class="show" data-c="\d+ \d+ - \d+" hidden>/);
});

it('folds information, shows what somebody accepted with the reason, and counts what is too much', () => {
  const info = Array.from({ length: 30 }, (_, i) =>
    finding('verify-baseline-loses-flow', { message: `loss ${i}`, fix: 'none' }),
  );
  const accepted: Finding = {
    ...lost,
    severity: 'info',
    acknowledged: { severity: 'error', id: 'verify-dead-link', reason: 'until the cable is there' },
  };
  const findings = sectionOf(
    reportPage({ ...hybrid, verification: { ...hybrid.verification, findings: [accepted, ...info] } }),
    'findings',
  );
  const [before = '', reasons = '', folded = ''] = findings.split('<details class="folded">');
  expect(plain(before)).toContain('Nothing to mend');
  expect(plain(reasons)).toContain('1 finding that somebody accepted');
  expect(plain(reasons)).toContain('until the cable is there');
  expect(plain(folded)).toContain('loss 9');
  expect(plain(folded)).not.toContain('loss 10');
  expect(plain(folded)).toContain('and 20 more');
});

it('says what each flow must survive, and its path while nothing has failed', () => {
  const usual = hybrid.resultIn(NOTHING_FAILED, { from: 'cmh', to: 'ord' }, 'baseline');
  const flows = plain(sectionOf(page, 'flows'));
  expect(flows).toContain(`cmh → ord any 1 link; any 1 shared risk over ${usual?.path.join(' › ')}`);
});

it('says that nothing describes the backbone where the templates are all there is', () => {
  const { backbone } = hybrid;
  const inferred = reportPage({ ...hybrid, declared: false, backbone: { ...backbone, name: '' } });
  expect(plain(sectionOf(inferred, 'verdict'))).toMatch(/no error in what the templates show .* No stack describes/);
  expect(inferred).toContain('<title>What survives what</title>');
});

it('does not call a network sound of which it is not known whether packets arrive, or in which somebody accepts an error', () => {
  const resultIn: typeof hybrid.resultIn = (...of) => {
    const result = hybrid.resultIn(...of);
    return result && { ...result, outcome: 'unknown' };
  };
  const open = sectionOf(reportPage({ ...hybrid, resultIn }), 'verdict');
  expect(open).toContain('class="verdict open"');
  expect(plain(open)).toContain(`not known of ${hybrid.verification.flows.length} flows`);
  const accepted = {
    ...lost,
    severity: 'info',
    acknowledged: { severity: 'error', id: lost.code, reason: 'r' },
  } as const;
  const verification = { ...hybrid.verification, findings: [accepted] };
  expect(plain(sectionOf(reportPage({ ...hybrid, verification }), 'verdict'))).toContain(
    'no error but 1 that somebody',
  );
});

it('says what was read, what was left out, and how to tell what the templates do not say', () => {
  const read = {
    stacks: [{ id: 'net', name: 'net', region: 'us-east-1', file: 'net.yaml' }],
    notes: ['notes.txt is no template'],
    missing: [{ stack: 'net', parameter: 'Asn', type: 'Number' }],
    unplaced: ['net'],
  };
  const told = reportPage({ ...hybrid, read });
  expect(plain(sectionOf(told, 'verdict'))).toContain('Routes depend on 2 values that the templates do not say');
  const section = plain(sectionOf(told, 'templates'));
  for (const text of ['--parameter net.Asn=…', '--region net=…', 'notes.txt is no template', 'net us-east-1 net.yaml'])
    expect(section).toContain(text);
  expect(plain(sectionOf(page, 'verdict'))).not.toContain('Routes depend on');
});

it('has something to say of a backbone without sites, links and flows', () => {
  const empty = reportPage(judgedBackbone(aBackbone([], [])));
  expect(plain(empty)).toContain('There are no sites.');
  expect(plain(empty)).toContain('There are no flows.');
});

/** The tags of a page with the names of their attributes, and whatever else looks like markup. */
function skeleton(text: string): { readonly tags: ReadonlySet<string>; readonly rest: string } {
  const body = text.replace(/<(script|style)[^>]*>.*?<\/\1>/gs, '');
  const tag = /<(\/?[a-z][a-z0-9]*|!doctype)((?:\s+[a-zA-Z0-9-]+(?:="[^"<>]*")?)*)\s*\/?>/g;
  const tags = [...body.matchAll(tag)].map(([, name, attributes = '']) =>
    [name, ...[...attributes.matchAll(/([a-zA-Z0-9-]+)(?:="[^"]*")?/g)].map(([, attribute]) => attribute)].join(' '),
  );
  return { tags: new Set(tags), rest: body.replace(tag, '') };
}

const EVIL = [
  '"><script>alert(1)</script>',
  "'><img src=x onerror=alert(1)>",
  '</title><script>',
  '<!--',
  '</script>',
  '&lt;b&gt;',
];

/** The backbone with strings that mean harm in the place of names and prefixes. */
function renamed(backbone: Backbone, strings: readonly string[]): Backbone {
  const name = (old: string) => `${old}${strings[old.length % strings.length]}`;
  return {
    ...backbone,
    name: name(backbone.name),
    sites: backbone.sites.map((site) => ({ ...site, name: name(site.name) })),
    links: backbone.links.map((link) => ({
      ...link,
      name: name(link.name),
      between: [name(link.between[0]), name(link.between[1])] as const,
      sharedRisks: link.sharedRisks.map(name),
    })),
    flows: backbone.flows.map((flow) => ({ ...flow, from: name(flow.from), to: name(flow.to) })),
  };
}

it('makes no markup of anything that stands in templates', () => {
  const strings = fc.array(fc.oneof(fc.constantFrom(...EVIL), fc.string({ unit: 'binary' })), { minLength: 1 });
  const known = new Set<string>();
  fc.assert(
    fc.property(hybridBackbones, strings, (backbone, all) => {
      const told: Finding = { ...lost, message: all.join(), fix: all.join(' '), source: all[0] ?? '' };
      const whole = (given: Backbone, findings: readonly Finding[]) => reportPage(judgedBackbone(given, findings));
      for (const tag of skeleton(whole(backbone, [lost])).tags) known.add(tag);
      const { tags, rest } = skeleton(whole(renamed(backbone, all), [told]));
      expect(rest.match(/.{0,60}[<>].{0,60}/)).toBeNull();
      expect([...tags].filter((tag) => !known.has(tag))).toEqual([]);
    }),
    { numRuns: 6 },
  );
});
