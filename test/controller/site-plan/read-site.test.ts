import { readSite } from '../../../lib/controller/site-plan/read-site';
import { digestOf } from '../../../lib/routing/site-plan';
import { hybridExample } from '../../support/hybrid';
import { networkOf } from '../../support/networks';
import { type Parameters, siteParameters, withParameters } from '../../support/plan-parameters';

const backbone = hybridExample();
const whole = siteParameters(networkOf(backbone), backbone, 'iad');

function partOf(name: string): Record<string, unknown> {
  return JSON.parse(whole.get(name) ?? '');
}

/** Why nothing is made of these parameters. */
function problems(parameters: Parameters): readonly string[] {
  const read = readSite('iad', parameters);
  return read.kind === 'unreadable' ? read.why : [];
}

/** With plan parts replaced and a digest that fits, as a deployment would write them. */
function deployed(changes: Readonly<Record<string, string | undefined>>): Parameters {
  const changed = withParameters(whole, changes);
  const parts = new Map([...changed].filter(([name]) => name.startsWith('plan/') && name !== 'plan/backbone'));
  return withParameters(changed, {
    'plan/backbone': JSON.stringify({ ...partOf('plan/backbone'), digest: digestOf(parts) }),
  });
}

test('what one deployment wrote is read, the links by their names', () => {
  expect(problems(whole)).toEqual([]);
  const read = readSite('iad', whole);
  expect(read.kind === 'read' && [...read.config.ends.keys()].sort()).toEqual([
    'iad-cmh',
    'iad-pdx',
    'ord-iad-dx',
    'ord-iad-vpn',
  ]);
});

test('a part that nobody here knows changes nothing', () => {
  const more = withParameters(whole, { 'later/thing': '{', 'routing/extra': '7', 'planning/x': '' });
  expect(readSite('iad', more)).toEqual(readSite('iad', whole));
});

test('a key that a newer deployment says beside is left out', () => {
  const lists = JSON.stringify({ prefixListId: 'iad/to-cmh', colour: 'red' });
  expect(readSite('iad', withParameters(whole, { 'routing/lists/cmh': lists }))).toEqual(readSite('iad', whole));
});

test.each([...whole.keys()].filter((name) => name.startsWith('plan/')))(
  'fails when %s is missing, and when it is of another deployment',
  (name) => {
    expect(problems(withParameters(whole, { [name]: undefined }))).not.toEqual([]);
    if (name !== 'plan/backbone')
      expect(problems(withParameters(whole, { [name]: `${whole.get(name)} ` }))).toEqual([
        'the parts of the plan are not of one deployment: one is under way, or a parameter was changed by hand',
      ]);
  },
);

test('fails when there is a part of the plan more than the digest knows', () => {
  const more = withParameters(whole, { 'plan/links/new': whole.get('plan/links/iad-pdx') });
  expect(problems(more)).toHaveLength(1);
});

test.each(['plan/backbone', 'routing/gateway'])('fails when %s is missing, in words', (name) => {
  expect(problems(withParameters(whole, { [name]: undefined }))).toContain(`parameter ${name} is missing`);
});

test('fails when there is nothing at all', () => {
  expect(problems(new Map())).toEqual(['parameter plan/backbone is missing', 'parameter routing/gateway is missing']);
});

test.each([...whole.keys()])('fails when %s is not JSON, and names it', (name) => {
  const text = problems(deployed({ [name]: 'iad-pdx' })).join('; ');
  if (name === 'plan/backbone') expect(problems(withParameters(whole, { [name]: 'x' })).join()).toContain(name);
  else expect(text).toContain(`parameter ${name} cannot be read`);
});

test.each<[string, string, Record<string, unknown>]>([
  ['a version that is not known here', 'plan/backbone', { version: 2 }],
  ['a policy without an admission site', 'plan/backbone', { policy: {} }],
  ['a site without specifics', 'plan/sites/cmh', { specifics: undefined }],
  ['a prefix that is none', 'plan/sites/cmh', { aggregate: '10.20.0.0' }],
  ['a specific of a single address', 'plan/sites/cmh', { specifics: ['10.20.0.1/32'] }],
  ['a link of an unknown kind', 'plan/links/iad-pdx', { link: { kind: 'wire' } }],
  ['a probe that is no prefix', 'plan/links/iad-pdx', { probes: ['here'] }],
  ['a session without allowed prefixes', 'plan/links/ord-iad-dx', { session: { edgeRoutes: [] } }],
  ['a gateway without tables', 'routing/gateway', { spokesTableId: undefined }],
  ['a list without id', 'routing/lists/cmh', { prefixListId: '' }],
  ['an identity of too many ends', 'links/iad-pdx', { ends: [{ site: 'a' }, { site: 'b' }, { site: 'c' }] }],
])('fails on %s, and names the parameter', (_, name, change) => {
  const text = JSON.stringify({ ...partOf(name), ...change });
  const read = name === 'plan/backbone' ? withParameters(whole, { [name]: text }) : deployed({ [name]: text });
  expect(problems(read).join('; ')).toContain(`parameter ${name} cannot be read: `);
});

test('fails with every problem at once', () => {
  const broken = withParameters(whole, {
    'plan/backbone': undefined,
    'plan/sites/cmh': '{',
    'routing/lists/pdx': '[]',
    'links/iad-pdx': 'null',
  });
  expect(problems(broken)).toHaveLength(4);
});

test('an end of another site is not taken for one of this site', () => {
  const pdx = JSON.stringify({ link: 'iad-pdx', entities: [], circuitIds: [], ends: [{ site: 'pdx' }] });
  const read = readSite('iad', withParameters(whole, { 'links/iad-pdx': pdx }));
  expect(read.kind === 'read' && read.config.ends.has('iad-pdx')).toBe(false);
});
