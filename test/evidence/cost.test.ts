// What the stacks cost, by their templates.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accountOf, type Deployed, type Line, type StackTemplate } from '../../.tools/cost/account';
import { costOf, priceList } from '../../.tools/cost/cost';
import { deployedExamples } from '../../.tools/cost/deployed';
import { readPrices } from '../../.tools/cost/prices';
import { RATES } from '../../.tools/cost/rates';
import { pricedTypes } from '../../.tools/cost/resources';
import { byCost, dollars, linesOf, quantityOf } from '../../.tools/cost/sums';

const ROOT = join(__dirname, '../..');
const list = priceList();
const priceText = readFileSync(join(ROOT, '.tools/cost/prices.yaml'), 'utf8');

const PROBER = 'asset.prober';
const STATUS = 'asset.status';

function stack(name: string, region: string, resources: StackTemplate['resources']): StackTemplate {
  return { name, region, resources };
}

function lambda(path: string, asset: string, MemorySize: number) {
  const Metadata = { 'aws:cdk:path': path, 'aws:asset:path': asset };
  return { Type: 'AWS::Lambda::Function', Properties: { MemorySize }, Metadata };
}

/** Two sites and a peering between them, probed at one end; at one of them a VPN and the gateway's only VPC. */
function small(more: StackTemplate['resources'] = {}): Deployed {
  return {
    name: 'hybrid',
    siteCount: 3,
    sites: [
      { name: 'iad', region: 'us-east-1' },
      { name: 'cmh', region: 'us-east-2' },
    ],
    links: [
      { name: 'iad-cmh', kind: 'transit-gateway-peering', ends: ['iad', 'cmh'] },
      { name: 'ord-iad-vpn', kind: 'site-to-site-vpn', ends: ['iad'] },
    ],
    handlers: new Map([
      [PROBER, 'prober'],
      [STATUS, 'link-status'],
    ]),
    stacks: [
      stack('acme-iad', 'us-east-1', {
        Vpc: { Type: 'AWS::EC2::VPC' },
        Attachment: { Type: 'AWS::EC2::TransitGatewayAttachment' },
        Key: { Type: 'AWS::KMS::Key' },
        Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { MetricName: 'Errors' } },
        Sum: {
          Type: 'AWS::CloudWatch::Alarm',
          Properties: { Metrics: [{ MetricStat: {} }, { MetricStat: {} }, { Expression: 'a + b' }] },
        },
        Status: lambda('acme-iad/Status/Function', STATUS, 512),
        Framework: lambda('acme-iad/Provider/framework', 'asset.of-the-cdk', 128),
        ...more,
      }),
      stack('acme-link-iad-cmh', 'us-east-1', { Peering: { Type: 'AWS::EC2::TransitGatewayPeeringAttachment' } }),
      stack('acme-link-ord-iad-vpn', 'us-east-1', { Vpn: { Type: 'AWS::EC2::VPNConnection' } }),
      stack('acme-cmh-probes', 'us-east-2', {
        Prober: lambda('acme-cmh-probes/Probers/iad-cmh/Function', PROBER, 256),
        Responder: {
          Type: 'AWS::EC2::VPCEndpoint',
          Properties: { VpcEndpointType: 'Interface', SubnetIds: ['subnet-a', 'subnet-b'] },
          Metadata: { 'aws:cdk:path': 'acme-cmh-probes/Links/iad-cmh/Responder' },
        },
        Gateway: { Type: 'AWS::EC2::VPCEndpoint', Properties: { VpcEndpointType: 'Gateway' } },
      }),
      stack('acme-link-state', 'us-east-1', {
        Table: { Type: 'AWS::DynamoDB::GlobalTable', Properties: { Replicas: [{}, {}] } },
      }),
      stack('acme-dashboard', 'us-east-1', { Page: { Type: 'AWS::CloudWatch::Dashboard' } }),
    ],
  };
}

const paid = (lines: readonly Line[]) => Number(dollars(lines, list).toFixed(4));

describe('the account of a small deployment, by hand', () => {
  const account = accountOf(small());

  it('has a VPC attachment, a key, three alarmed metrics and the status function at its first site', () => {
    const lines = linesOf(account, { site: 'iad' });
    expect(quantityOf(lines, 'gateway-attachment-hour')).toBe(730);
    expect(quantityOf(lines, 'key-month')).toBe(1);
    expect(quantityOf(lines, 'alarm-month')).toBe(3);
    // 43,800 runs of 2 s with half a GB; each reads two statuses and one unit of everything, and writes two in two replicas.
    expect(quantityOf(lines, 'function-request')).toBe(43_800);
    expect(quantityOf(lines, 'function-arm-gb-second')).toBe(43_800);
    expect(quantityOf(lines, 'database-write')).toBe(43_800 * 2 * 2);
    expect(quantityOf(lines, 'database-read')).toBe(43_800 * (2 + 1));
    expect(quantityOf(lines, 'log-gb')).toBeCloseTo((43_800 * 700) / 1e9, 12);
    // 36.50 + 1.00 + 0.30 + 0.00876 + 0.584 + 0.1095 + 0.016425 + 0.01533 + 0.0027594
    expect(paid(lines)).toBe(38.5368);
  });

  it('has an attachment at each end of the peering, and at one of them a prober and a responder in two zones', () => {
    expect(linesOf(account, { site: 'iad', link: 'iad-cmh' })).toEqual([
      { price: 'gateway-attachment-hour', quantity: 730, owner: { site: 'iad', link: 'iad-cmh' } },
    ]);
    const lines = linesOf(account, { site: 'cmh', link: 'iad-cmh' });
    expect(quantityOf(lines, 'gateway-attachment-hour')).toBe(730);
    expect(quantityOf(lines, 'endpoint-hour')).toBe(2 * 730);
    // 43,800 runs of 65 s with a quarter of a GB; seven writes a minute, in two replicas.
    expect(quantityOf(lines, 'function-arm-gb-second')).toBe((43_800 * 65) / 4);
    expect(quantityOf(lines, 'database-write')).toBe(43_800 * 7 * 2);
    expect(quantityOf(lines, 'metric-month')).toBe(3);
    // 36.50 + 14.60 + 9.4900 + 0.00876 + 0.38325 + 0.005475 + 0.90 + 0.02628 + 0.0047304
    expect(paid(lines)).toBe(61.9185);
  });

  it('has a VPN connection, its attachment and the addresses of two tunnels at the one end of the VPN', () => {
    // 36.50 + 36.50 + 7.30
    expect(paid(linesOf(account, { site: 'iad', link: 'ord-iad-vpn' }))).toBe(80.3);
  });

  it('has the database for nobody in particular', () => {
    expect(linesOf(account, {})).toEqual([
      { price: 'database-gb-month', quantity: 0.02, owner: {} },
      { price: 'dashboard-month', quantity: 1, owner: {} },
    ]);
  });

  it('is complete, and has what costs most first', () => {
    expect(paid(account.lines)).toBe(Number((38.5368 + 36.5 + 61.9185 + 80.3 + 0.009 + 3).toFixed(4)));
    expect(byCost(account.lines, list).slice(0, 3)).toEqual([
      'gateway-attachment-hour',
      'vpn-connection-hour',
      'endpoint-hour',
    ]);
    expect(account.unpriced).toEqual([]);
  });

  it('counts two accelerators of an accelerated VPN', () => {
    const Vpn = { Type: 'AWS::EC2::VPNConnection', Properties: { EnableAcceleration: true } };
    expect(quantityOf(accountOf(small({ Vpn })).lines, 'vpn-accelerator-hour')).toBe(2 * 730);
  });
});

describe('what has no price', () => {
  it('fails when it is a type of resource', () => {
    const deployed = small({ Cluster: { Type: 'AWS::EKS::Cluster' }, Queue: { Type: 'AWS::MSK::Cluster' } });
    expect(accountOf(deployed).unpriced).toEqual(['AWS::EKS::Cluster', 'AWS::MSK::Cluster']);
    expect(() => costOf([deployed])).toThrow('resources.ts: AWS::EKS::Cluster, AWS::MSK::Cluster');
  });

  it('fails when it is a function of which nobody has said how often it runs', () => {
    const deployed = { ...small(), handlers: new Map([[STATUS, 'new-function']]) };
    expect(() => accountOf(deployed)).toThrow('function new-function has no rate');
  });

  it.each<[string, string, string]>([
    ['missing', '  key-month:\n', '  key-years:\n'],
    ['not positive', 'usd: 0.05\n', 'usd: 0\n'],
    ['not on a page of AWS', 'https://aws.amazon.com/kms/pricing/', 'https://example.com/kms/pricing/'],
  ])('fails when a price is %s', (_, present, instead) => {
    expect(priceText).toContain(present);
    expect(() => readPrices(priceText)).not.toThrow();
    expect(() => readPrices(priceText.replace(present, instead))).toThrow();
  });
});

describe('the examples', () => {
  const examples = deployedExamples();
  const resources = examples.flatMap(({ stacks }) => stacks.flatMap((one) => Object.values(one.resources)));

  it.each(examples.map((deployed): [string, Deployed] => [deployed.name, deployed]))(
    'cost something that is known in %s',
    (_, deployed) => {
      const account = accountOf(deployed);
      expect(account.unpriced).toEqual([]);
      expect(dollars(account.lines, list)).toBeGreaterThan(100);
    },
  );

  it('cost in backbone what three sites with four VPCs and three peerings have to', () => {
    const [backbone] = examples.filter(({ name }) => name === 'backbone');
    const { lines } = accountOf(backbone ?? small());
    const attachments = 4 + 3 * 2;
    expect(quantityOf(lines, 'gateway-attachment-hour')).toBe(attachments * 730);
    expect(quantityOf(lines, 'endpoint-hour')).toBe(3 * 2 * 730);
    expect(quantityOf(lines, 'vpn-connection-hour')).toBe(0);
    const probers = lines.filter(({ owner, price }) => owner.link && price === 'database-write');
    expect(probers.map(({ quantity }) => quantity)).toEqual(Array(6).fill(43_800 * 7 * 3));
  });

  it('have every function of Detour under the name by which its rate is known', () => {
    const functions = resources.filter(({ Type }) => Type === 'AWS::Lambda::Function');
    const ours = functions.filter(({ Properties }) => Properties?.Architectures !== undefined);
    const known = new Set(examples.flatMap(({ handlers }) => [...handlers.keys()]));
    expect(ours.length).toBeGreaterThan(50);
    expect(ours.filter(({ Metadata }) => !known.has(String(Metadata?.['aws:asset:path'])))).toEqual([]);
  });

  it('need every entry that says what a type costs', () => {
    const types = new Set(resources.map(({ Type }) => Type));
    expect(pricedTypes().filter((type) => !types.has(type))).toEqual([]);
  });
});

test('there is a rate for every function, and for nothing else', () => {
  const files = readdirSync(join(ROOT, 'lib/controller/handlers')).filter((file) => file.endsWith('.ts'));
  expect(Object.keys(RATES).sort()).toEqual(files.map((file) => file.replace(/\.ts$/, '')).sort());
});

test('the page says what it all comes to, and which figures nobody has read anywhere', () => {
  const page = costOf([small()]);
  expect(page).toMatch(/^\| `hybrid` \| 2 \| 3 \| 220\.26 \|$/m);
  expect(page).toMatch(/^\| transit gateway attachment \| 4 \| 146\.00 \| 66\.3 % \|$/m);
  expect(page).toMatch(/not verified/);
});
