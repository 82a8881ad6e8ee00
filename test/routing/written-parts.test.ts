// What is written down of a backbone, in templates and in parameters, has the form that its readers count on: every part is
// shown whole, and each key with values that are refused.

import type * as z from 'zod';
import { linkPart, partName, policyPart, prefixText, sitePart } from '../../lib/routing/backbone-schema';
import { namedService, reachCheck } from '../../lib/routing/site-names';
import {
  backbonePlan,
  deployedTopology,
  digestOf,
  gatewayIds,
  linkPlan,
  listIds,
  sitePlan,
} from '../../lib/routing/site-plan';
import { CUSTOM_RESOURCES, METADATA_KEY, TAGS } from '../../lib/routing/tags';
import { aPeering, aSite, POLICY } from '../support/backbones';

const link = { ...aPeering(0, 1), mtu: 8500, mtuHandled: true, capacityGbps: 0.5, probeTarget: '10.0.0.4' };
const alarm = { region: 'us-east-1', name: 'acme-cmh-reaches-iad' };
const record = {
  ...{ name: 'orders-db.acme.internal.', type: 'A', setIdentifier: 'primary', failover: 'PRIMARY' },
  ...{ healthCheckId: 'check', ttlSeconds: 60, values: ['10.0.0.4'], aliasOf: 'second.acme.internal.' },
};
const service = {
  ...{ name: 'orders-db', zoneId: 'Z1', sites: ['iad', 'pdx'] },
  records: [record, { ...record, setIdentifier: 'secondary', failover: 'SECONDARY' }],
  checks: [
    { id: 'well', alarm },
    { id: 'usable', allOf: ['reaches', 'well'] },
  ],
};
const edgeRoutes = [
  { prefix: '10.1.0.0/16', link: 's0-s1' },
  { prefix: '10.0.0.0/28', vpc: 'core' },
];

/** Each part with its form, and a whole value of it. */
const PARTS = {
  policy: [policyPart, POLICY],
  site: [sitePart, { ...aSite(1), stateful: true }],
  link: [linkPart, link],
  'site plan': [sitePlan, aSite(4, 'on-prem')],
  'backbone plan': [
    backbonePlan,
    { version: 1, name: 'acme', policy: POLICY, vpcs: [{ name: 'core', cidr: '10.0.0.0/18' }], digest: 'abc' },
  ],
  'link plan': [linkPlan, { link, probes: ['10.0.255.0/28'], session: { edgeRoutes, allowed: ['10.0.0.0/16'] } }],
  'gateway ids': [
    gatewayIds,
    { transitGatewayId: 'tgw-1', spokesTableId: 'rtb-1', transitTableId: 'rtb-2', vpcAttachmentIds: { core: 'a-1' } },
  ],
  'list id': [listIds, { prefixListId: 'pl-1' }],
  topology: [deployedTopology, { topology: 'abc' }],
  'reach check': [reachCheck, { id: 'check', alarm, to: 'iad' }],
  service: [namedService, service],
} as const satisfies Readonly<Record<string, readonly [z.ZodType, unknown]>>;

type Part = keyof typeof PARTS;
type Path = readonly (string | number)[];

/** The whole value of a part, with another value at a path; undefined leaves the key out. */
function changed(part: Part, path: Path, value: unknown): unknown {
  const whole = JSON.parse(JSON.stringify(PARTS[part][1]));
  const last = path.at(-1) ?? '';
  const holder = path.slice(0, -1).reduce((at, key) => at[key], whole);
  holder[last] = value;
  return JSON.parse(JSON.stringify(whole));
}

function accepts(part: Part, value: unknown): boolean {
  return PARTS[part][0].safeParse(value).success;
}

test.each(Object.keys(PARTS) as Part[])('a whole %s is read as it is written, with nothing lost', (part) => {
  const [form, whole] = PARTS[part];
  expect(form.parse(whole)).toEqual(whole);
});

const NAMES = { good: ['x', 'x'.repeat(128)], bad: ['', 'x'.repeat(129), 7, undefined] };
const PREFIXES = { good: ['10.0.0.4/32', 'fd00::/64'], bad: ['', '10.0.0.4', '10.0.0.4/16', undefined] };
const TIMES = { good: [0, 0.5], bad: [-1, '1', undefined] };
const COUNTS = { good: [1, 7], bad: [0, 1.5, '1', undefined] };
const TEXTS = { good: ['x', 'x'.repeat(500)], bad: ['', 7, undefined] };

test.each<[Part, Path, { readonly good: readonly unknown[]; readonly bad: readonly unknown[] }]>([
  ['policy', ['admission'], NAMES],
  ['policy', ['maintenance', 'leadMs'], TIMES],
  ['policy', ['probe', 'intervalMs'], TIMES],
  ['policy', ['probe', 'timeoutMs'], TIMES],
  ['policy', ['probe', 'fall'], COUNTS],
  ['policy', ['probe', 'rise'], COUNTS],
  ['policy', ['probe', 'lossThreshold'], { good: [0, 0.2, 1], bad: [-0.1, 1.1, undefined] }],
  ['policy', ['holdDownMs'], TIMES],
  ['policy', ['maxConcurrentDrains'], { good: [0, 3], bad: [-1, 0.5, undefined] }],
  ['policy', ['massWithdrawal', 'share'], { good: [0, 0.9], bad: [-0.1, 1, undefined] }],
  ['policy', ['massWithdrawal', 'links'], COUNTS],
  ['policy', ['greyDx'], { good: ['wait', 'bgp-down'], bad: ['', 'drain', undefined] }],
  ['site', ['name'], NAMES],
  ['site', ['kind'], { good: ['aws', 'on-prem'], bad: ['', 'premises', undefined] }],
  ['site', ['aggregate'], PREFIXES],
  ['site', ['specifics'], { good: [[], ['10.1.0.0/31', 'fd00::/127']], bad: ['10.1.0.0/18', undefined] }],
  ['site', ['specifics', 0], { good: ['10.1.0.0/31', 'fd00::/127'], bad: ['10.1.0.0/32', 'fd00::1/128', '10.1.0.0'] }],
  ['site', ['stateful'], { good: [true, undefined], bad: [false, 'true'] }],
  ['link', ['name'], NAMES],
  [
    'link',
    ['kind'],
    { good: ['transit-gateway-peering', 'direct-connect', 'site-to-site-vpn'], bad: ['', 'vpc-peering', undefined] },
  ],
  ['link', ['between'], { good: [['s1', 's0']], bad: [['s0'], [], ['s0', 's1', 's2'], undefined] }],
  ['link', ['cost'], { good: [1, 65_535], bad: [0, 65_536, 1.5, undefined] }],
  ['link', ['sharedRisks'], { good: [[], ['duct']], bad: ['duct', [''], undefined] }],
  ['link', ['mtu'], { good: [1400, undefined], bad: [0, 1400.5] }],
  ['link', ['mtuHandled'], { good: [false, undefined], bad: ['yes'] }],
  ['link', ['capacityGbps'], { good: [0.05, undefined], bad: [0, '1'] }],
  ['link', ['probeTarget'], { good: ['10.4.0.4', undefined], bad: [4] }],
  ['backbone plan', ['version'], { good: [1], bad: [0, 2, '1', undefined] }],
  ['backbone plan', ['name'], NAMES],
  ['backbone plan', ['vpcs'], { good: [[]], bad: [undefined] }],
  ['backbone plan', ['vpcs', 0, 'name'], NAMES],
  ['backbone plan', ['vpcs', 0, 'cidr'], PREFIXES],
  ['backbone plan', ['digest'], { good: ['x'], bad: [7, undefined] }],
  ['link plan', ['link', 'cost'], { good: [1], bad: [0, undefined] }],
  ['link plan', ['probes'], { good: [[]], bad: [undefined, ['here']] }],
  ['link plan', ['session'], { good: [undefined], bad: [{}, 'x'] }],
  ['link plan', ['session', 'allowed'], { good: [[]], bad: [undefined, ['here']] }],
  ['link plan', ['session', 'edgeRoutes'], { good: [[]], bad: [undefined, [{ prefix: '10.1.0.0/16' }]] }],
  ['link plan', ['session', 'edgeRoutes', 0, 'prefix'], PREFIXES],
  ['link plan', ['session', 'edgeRoutes', 1, 'prefix'], PREFIXES],
  ['gateway ids', ['transitGatewayId'], NAMES],
  ['gateway ids', ['spokesTableId'], NAMES],
  ['gateway ids', ['transitTableId'], NAMES],
  ['gateway ids', ['vpcAttachmentIds'], { good: [{}], bad: [undefined, { core: '' }] }],
  ['list id', ['prefixListId'], NAMES],
  ['topology', ['topology'], NAMES],
  ['reach check', ['id'], TEXTS],
  ['reach check', ['alarm', 'region'], TEXTS],
  ['reach check', ['alarm', 'name'], TEXTS],
  ['reach check', ['to'], NAMES],
  ['service', ['name'], NAMES],
  ['service', ['zoneId'], TEXTS],
  ['service', ['sites'], { good: [['iad'], ['iad', 'pdx', 'cmh']], bad: [[], undefined] }],
  ['service', ['records'], { good: [[record]], bad: [[], undefined] }],
  ['service', ['records', 0, 'name'], TEXTS],
  ['service', ['records', 0, 'type'], { good: ['A', 'AAAA', 'CNAME'], bad: ['', 'TXT', undefined] }],
  ['service', ['records', 0, 'setIdentifier'], TEXTS],
  ['service', ['records', 0, 'failover'], { good: ['PRIMARY', 'SECONDARY'], bad: ['', 'primary', undefined] }],
  ['service', ['records', 0, 'healthCheckId'], { good: ['x', undefined], bad: [''] }],
  ['service', ['records', 0, 'ttlSeconds'], { good: [1, undefined], bad: [0, 0.5] }],
  ['service', ['records', 0, 'values'], { good: [[]], bad: [[''], undefined] }],
  ['service', ['records', 0, 'aliasOf'], { good: ['x', undefined], bad: [''] }],
  ['service', ['checks'], { good: [[]], bad: [undefined, [{ id: 'x' }], [{ id: 'x', allOf: [] }]] }],
  ['service', ['checks', 0, 'id'], TEXTS],
  ['service', ['checks', 0, 'alarm', 'name'], TEXTS],
  ['service', ['checks', 1, 'id'], TEXTS],
  ['service', ['checks', 1, 'allOf'], { good: [['x']], bad: [[], [''], undefined] }],
])('fails on a %s whose %j is none of what it may be', (part, path, { good, bad }) => {
  expect(good.filter((value) => !accepts(part, changed(part, path, value)))).toEqual([]);
  expect(bad.filter((value) => accepts(part, changed(part, path, value)))).toEqual([]);
});

test.each([
  [prefixText, '10.0.0.0', 'not a prefix'],
  [sitePart.shape.specifics, ['10.0.0.1/32'], 'not a prefix of several addresses'],
  [partName, '', 'Too small: expected string to have >=1 characters'],
])('fails in words: case %#', (form, value, words) => {
  expect(form.safeParse(value).error?.issues.map(({ message }) => message)).toEqual([words]);
});

describe('the digest of a plan', () => {
  const parts = [
    ['plan/links/b', '{}'],
    ['plan/links/a', '{"cost":1}'],
    ['plan/sites/c', '[]'],
  ] as const;

  test('is thirty-two hexadecimal digits, in whatever order the parts were read', () => {
    const digest = digestOf(new Map(parts));
    expect(digest).toBe('892e346cfea18c48c210b1a3549ab5e4');
    const [b, a, c] = parts;
    for (const order of [
      [a, b, c],
      [c, a, b],
      [c, b, a],
      [a, c, b],
    ])
      expect(digestOf(new Map(order))).toBe(digest);
  });

  test('is another when a part is missing, more, renamed, or says something else', () => {
    const [b, a, c] = parts;
    const others = [
      [b, a],
      [b, a, c, ['plan/sites/d', '[]'] as const],
      [b, a, ['plan/sites/d', '[]'] as const],
      [b, a, ['plan/sites/c', '[0]'] as const],
    ];
    expect(new Set([parts, ...others].map((each) => digestOf(new Map(each)))).size).toBe(5);
  });
});

test('resources say what they are under the names that are deployed already', () => {
  expect({ TAGS, CUSTOM_RESOURCES, METADATA_KEY }).toEqual({
    TAGS: {
      ...{ site: 'detour:site', link: 'detour:link', table: 'detour:table', probe: 'detour:probe', vpc: 'detour:vpc' },
      ...{ steers: 'detour:steers', steersVpc: 'detour:steers-vpc' },
    },
    CUSTOM_RESOURCES: { attachment: 'Custom::DetourAttachment', allowedPrefixes: 'Custom::DetourAllowedPrefixes' },
    METADATA_KEY: 'Detour',
  });
});
