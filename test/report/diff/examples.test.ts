// What a reviewer reads about seven edits of examples/hybrid.yaml, as files that are reviewed like code. DETOUR_UPDATE_GOLDEN=1
// writes them anew; then read them as somebody who has ten seconds for this pull request.

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { assemblyOf, judged } from '../../../lib/cli/diff/networks';
import { differenceHtml } from '../../../lib/report/diff/html';
import { differenceMarkdown } from '../../../lib/report/diff/markdown';
import { differencePage } from '../../../lib/report/diff/page';
import { differenceText } from '../../../lib/report/diff/text';
import { parseTopology } from '../../../lib/topology/parse';
import { compare } from '../../../lib/verify/diff/compare';
import { DIFFERENCE, type Difference } from '../../../lib/verify/diff/difference-schema';
import type { Compared } from '../../../lib/verify/diff/side';
import { NAMES } from '../../support/compared';

const GOLDEN = path.join(__dirname, 'golden');
const HYBRID = readFileSync(path.join(__dirname, '../../../examples/hybrid.yaml'), 'utf8');

const NEW_VPN = `  ord-cmh-vpn:
    kind: site-to-site-vpn
    between: [ord, cmh]
    index: 7
    cost: 18
    customerGateway: { ip: 203.0.113.11 }
    sharedRisks: [isp-d]
    probe: { target: 10.40.255.7 }
`;

const ACCEPT = `accept:
  - finding: verify-no-path
    failed: [ord-iad-dx, ord-pdx-dx]
    reason: the VPN is replaced in May
  - finding: verify-dead-link
    failed: [ord-iad-dx, ord-pdx-dx]
    reason: the VPN is replaced in May
`;

/** Each takes or gives what its name says, and nothing else. */
const EDITS: Readonly<Record<string, (text: string) => string>> = {
  'remove-a-link': (text) => text.replace(/ {2}ord-iad-vpn:[\s\S]*?(?= {2}ord-pdx-dx:)/, ''),
  'accept-a-loss': (text) => `${EDITS['remove-a-link']?.(text)}${ACCEPT}`,
  'add-a-link': (text) =>
    text
      .replace('index: 2, cost: 10', 'index: 2, cost: 20')
      .replace('index: 3, cost: 10', 'index: 3, cost: 20')
      .replace('# By default every', `${NEW_VPN}# By default every`),
  'change-a-cost': (text) => text.replace('index: 3, cost: 10', 'index: 3, cost: 30'),
  'share-a-risk': (text) =>
    text.replace('[carrier-a, ', '[carrier-a, duct-9, ').replace('[carrier-c, ', '[carrier-c, duct-9, '),
  'drop-a-site': (text) =>
    text
      .replace(/ {2}cmh:\n[\s\S]*?(?= {2}pdx:\n)/, '')
      .replace(/ {2}iad-cmh:.*\n/, '')
      .replace(/ {2}cmh-pdx:.*\n/, ''),
  'change-nothing': (text) => text.replace('# Three AWS sites', '# Three sites of AWS'),
};

async function sideOf(text: string): Promise<Compared> {
  const topology = parseTopology(text, 'hybrid.yaml');
  if (!topology.ok) throw new Error(topology.error.map(({ problem }) => problem).join('\n'));
  const assembly = await assemblyOf({ kind: 'topology', named: NAMES.head, topology: topology.value });
  if (!assembly.ok) throw new Error(assembly.error.map(({ problem }) => problem).join('\n'));
  return judged(assembly.value);
}

const differences = new Map<string, Difference>();

beforeAll(async () => {
  const base = await sideOf(HYBRID);
  for (const [name, edit] of Object.entries(EDITS)) {
    expect(edit(HYBRID)).not.toBe(HYBRID);
    differences.set(name, compare(base, await sideOf(edit(HYBRID)), NAMES));
  }
});

function difference(name: string): Difference {
  const found = differences.get(name);
  if (!found) throw new Error(`there is no edit ${name}`);
  return found;
}

test.each(Object.keys(EDITS))('the comment on %s is what was reviewed', (name) => {
  const text = differenceMarkdown(differencePage(difference(name)));
  const file = path.join(GOLDEN, `${name}.md`);
  if (process.env.DETOUR_UPDATE_GOLDEN) writeFileSync(file, `${text}\n`);
  expect(`${text}\n`).toBe(readFileSync(file, 'utf8'));
});

test('docs/diff.md shows the comment on a cost as it is', () => {
  const page = path.join(__dirname, '../../../docs/diff.md');
  const golden = readFileSync(path.join(GOLDEN, 'change-a-cost.md'), 'utf8');
  const mark = /(<!-- printed by: diff, change-a-cost -->\n\n)[\s\S]*?(\n<!-- end -->)/;
  const shown = readFileSync(page, 'utf8').replace(mark, (_, from, to) => `${from}${golden}${to}`);
  if (process.env.DETOUR_UPDATE_GOLDEN) writeFileSync(page, shown);
  expect(readFileSync(page, 'utf8')).toBe(shown);
  expect(shown).toContain(golden);
});

test('the verdict says at once which of them to look at', () => {
  const verdicts = Object.fromEntries([...differences].map(([name, { verdict }]) => [name, verdict]));
  expect(verdicts).toEqual({
    'remove-a-link': 'worse',
    'accept-a-loss': 'weaker',
    'add-a-link': 'better',
    'change-a-cost': 'same',
    'share-a-risk': 'same',
    'drop-a-site': 'worse',
    'change-nothing': 'identical',
  });
});

test('a route that moves off a link that carries traffic has it drained first, deployed, and restored', () => {
  const { drains, routes } = difference('change-a-cost');
  expect(drains).toEqual([
    {
      link: 'cmh-pdx',
      because: ['routes'],
      commands: [
        "detour drain cmh-pdx --until 8h --reason 'its routes change' --yes --wait",
        'npx cdk deploy --all --concurrency 1',
        'detour restore cmh-pdx --yes --wait',
      ],
    },
  ]);
  const carrying = routes.filter(({ carries }) => carries === 'traffic');
  expect(carrying.map(({ site, table, prefix }) => `${site} ${table} ${prefix}`)).toEqual([
    'cmh spokes 10.30.0.0/16',
    'cmh spokes 10.40.0.0/16',
    'pdx spokes 10.20.0.0/16',
  ]);
});

test('what premises hear over a link follows its edge table and allowed prefixes', () => {
  const { advertised } = difference('drop-a-site');
  expect(advertised).toEqual(
    ['ord-iad-dx', 'ord-iad-vpn', 'ord-pdx-dx'].map((link) => ({ link, added: [], removed: ['10.20.0.0/16'] })),
  );
  expect(difference('add-a-link').advertised.map(({ link }) => link)).toEqual(['ord-cmh-vpn']);
});

test('what is taken away with a site and carries traffic is named', () => {
  const gone = difference('drop-a-site').replaced.filter(({ why }) => why === 'gone');
  expect(gone.map(({ type, link, site }) => [type.replace(/^AWS::\w+::/, ''), link ?? site])).toEqual(
    expect.arrayContaining([
      ['TransitGateway', 'cmh'],
      ['TransitGatewayPeeringAttachment', 'cmh-pdx'],
      ['TransitGatewayPeeringAttachment', 'iad-cmh'],
    ]),
  );
  expect(difference('change-a-cost').replaced).toEqual([]);
});

test('each difference has the form that is documented', () => {
  for (const one of differences.values()) expect(DIFFERENCE.parse(JSON.parse(JSON.stringify(one)))).toEqual(one);
});

test('as text it says the same without marks, and as a page too', () => {
  const page = differencePage(difference('remove-a-link'));
  const text = differenceText(page);
  expect(text.split('\n')[0]).toBe('Worse: 2 flows are lost in failures that they must survive');
  expect(text).toContain('- Lost: iad ↔ ord when ord-iad-dx and ord-pdx-dx fail, which they must survive');
  const html = differenceHtml(page);
  expect(html).toContain('<code>iad ↔ ord</code> when <code>ord-iad-dx</code> and <code>ord-pdx-dx</code> fail');
  expect(html).toContain('− ord-iad-vpn');
  expect(html.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|url\(|<script/);
  expect(differenceHtml(page)).toBe(html);
});
