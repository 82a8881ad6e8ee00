// docs/runbooks/controller-broken.md: its steps, in the order of the page, over a twin whose controllers do not run. After each
// change, and whenever premises have heard of one, everything has to arrive: the order of the page loses no packet.

import { readFileSync } from 'node:fs';
import { DirectConnectClient, UpdateDirectConnectGatewayAssociationCommand } from '@aws-sdk/client-direct-connect';
import {
  CreateTransitGatewayPrefixListReferenceCommand,
  CreateTransitGatewayRouteCommand,
  DeleteTransitGatewayPrefixListReferenceCommand,
  DeleteTransitGatewayRouteCommand,
  DisableTransitGatewayRouteTablePropagationCommand,
  type EC2Client,
  EnableTransitGatewayRouteTablePropagationCommand,
  ModifyTransitGatewayPrefixListReferenceCommand,
  ReplaceTransitGatewayRouteCommand,
} from '@aws-sdk/client-ec2';
import { blocksOf } from '../../.tools/runbooks/blocks';
import { traceFlow } from '../../lib/routing/flow-trace';
import { type OpenTwin, openTwin } from '../support/http-twin';
import { Practice } from '../support/practice';

const SITES: Readonly<Record<string, string>> = { 'us-east-1': 'iad', 'us-east-2': 'cmh', 'us-west-2': 'pdx' };

/** What the page keeps in variables, by the ids of the twin. */
const IDS: Readonly<Record<string, string>> = {
  iad_spokes: 'iad/spokes',
  iad_transit: 'iad/transit',
  pdx_spokes: 'pdx/spokes',
  pdx_transit: 'pdx/transit',
  vpn_edge: 'iad/edge-ord-iad-vpn',
  iad_core: 'vpc-0',
  iad_cmh: 'iad-cmh',
  iad_pdx: 'iad-pdx',
  cmh_pdx: 'cmh-pdx',
  iad_dx: 'ord-iad-dx',
  iad_vpn: 'ord-iad-vpn',
  iad_to_pdx: 'iad/to-pdx',
  iad_to_ord: 'iad/to-ord',
  pdx_to_iad: 'pdx/to-iad',
  iad_association: 'ord-iad-dx/association',
  pdx_association: 'ord-pdx-dx/association',
};

interface Step {
  readonly what: string;
  readonly site: string;
  readonly args: readonly string[];
}

/** Variables by what they hold; what is none stays. */
function valuesIn(text: string): readonly string[] {
  return [...text.matchAll(/"\$(\w+)"|([^\s";]+)/g)].map(([, name, word = '']) => (name ? (IDS[name] ?? name) : word));
}

/** Calls of the page's own functions, and those of the AWS CLI that change something, loops unrolled. */
function stepsIn(commands: string): readonly Step[] {
  const steps: Step[] = [];
  const add = (what: string, region: string, args: readonly string[]) =>
    void steps.push({ what, site: SITES[region] ?? region, args });
  let loop: readonly string[] = [];
  const bare = commands.replace(/\s*\\\n\s*/g, ' ').replace(/^\w+\(\) \{[\s\S]*?^\}$/gm, '');
  for (const line of bare.split('\n').map((text) => text.trim())) {
    const [, name = '', rest = ''] = /^(steer|back|announce|replace) (.*)$/.exec(line) ?? [];
    const [first = '', ...others] = valuesIn(rest);
    if (name === 'steer' || name === 'back') add(name, first, others);
    else if (name !== '') add(name, name === 'announce' ? 'us-east-1' : 'us-west-2', [first, ...others]);
    loop = /^for \w+ in (.*); do/.test(line) ? valuesIn(/ in (.*); do/.exec(line)?.[1] ?? '') : loop;
    const [, operation = '', region = '', options = ''] = /^aws \S+ (\S+) --region (\S+) (.*)$/.exec(line) ?? [];
    if (/-propagation$|^delete-transit-gateway-route$/.test(operation))
      for (const one of loop) add(operation, region, [one]);
    if (operation === 'modify-transit-gateway-prefix-list-reference')
      add(
        operation,
        region,
        valuesIn(options).filter((word) => Object.values(IDS).includes(word)),
      );
    const [, id = '', change = '', prefixes = ''] =
      /--association-id "\$(\w+)" --(add|remove)-allowed-\S+ ((?:cidr=\S+ ?)+)/.exec(options) ?? [];
    if (change !== '')
      add(`${change} prefixes`, region, [IDS[id] ?? id, ...prefixes.trim().replaceAll('cidr=', '').split(' ')]);
  }
  return steps;
}

const page = readFileSync('docs/runbooks/controller-broken.md', 'utf8');
const [there = [], back = []] = page
  .split('## How to go back')
  .map((text) => blocksOf(text).flatMap(({ kind, commands }) => (kind === 'run' ? stepsIn(commands) : [])));

type Args = readonly string[];
type OfEc2 = (client: EC2Client, args: Args) => Promise<unknown>;

const reference = ([TransitGatewayRouteTableId, PrefixListId, TransitGatewayAttachmentId]: Args) => ({
  TransitGatewayRouteTableId,
  PrefixListId,
  TransitGatewayAttachmentId,
});
const inEdge = ([DestinationCidrBlock, TransitGatewayAttachmentId]: Args) => ({
  TransitGatewayRouteTableId: IDS.vpn_edge,
  DestinationCidrBlock,
  TransitGatewayAttachmentId,
});
const baseline = ([TransitGatewayAttachmentId]: Args) => ({
  TransitGatewayRouteTableId: IDS.pdx_spokes,
  DestinationCidrBlock: '10.10.0.0/16',
  TransitGatewayAttachmentId,
});
const propagation = ([TransitGatewayRouteTableId]: Args) => ({
  TransitGatewayRouteTableId,
  TransitGatewayAttachmentId: IDS.iad_dx,
});

const EC2: Readonly<Record<string, OfEc2>> = {
  steer: (ec2, args) => ec2.send(new CreateTransitGatewayPrefixListReferenceCommand(reference(args))),
  'modify-transit-gateway-prefix-list-reference': (ec2, args) =>
    ec2.send(new ModifyTransitGatewayPrefixListReferenceCommand(reference(args))),
  back: (ec2, args) => ec2.send(new DeleteTransitGatewayPrefixListReferenceCommand(reference(args))),
  replace: (ec2, args) => ec2.send(new ReplaceTransitGatewayRouteCommand(baseline(args))),
  announce: (ec2, args) => ec2.send(new CreateTransitGatewayRouteCommand(inEdge(args))),
  'delete-transit-gateway-route': (ec2, args) => ec2.send(new DeleteTransitGatewayRouteCommand(inEdge(args))),
  'disable-transit-gateway-route-table-propagation': (ec2, args) =>
    ec2.send(new DisableTransitGatewayRouteTablePropagationCommand(propagation(args))),
  'enable-transit-gateway-route-table-propagation': (ec2, args) =>
    ec2.send(new EnableTransitGatewayRouteTablePropagationCommand(propagation(args))),
};

function allowed(change: string, [associationId, ...cidrs]: Args) {
  const prefixes = cidrs.map((cidr) => ({ cidr }));
  return new UpdateDirectConnectGatewayAssociationCommand({
    associationId,
    ...(change === 'add prefixes'
      ? { addAllowedPrefixesToDirectConnectGateway: prefixes }
      : { removeAllowedPrefixesToDirectConnectGateway: prefixes }),
  });
}

async function act(twin: OpenTwin, { what, site, args }: Step): Promise<void> {
  const ofEc2 = EC2[what];
  if (ofEc2) await ofEc2(twin.ec2(site), args);
  else if (/^(add|remove) prefixes$/.test(what))
    await twin.client(new DirectConnectClient(twin.config(site))).send(allowed(what, args));
  else throw new Error(`${what} is no step`);
}

/** No controller runs, and what is lost is noted whenever something changes: a table, or what premises have heard. */
async function twinByHand() {
  const practice = new Practice();
  const { fabric, clock, backbone } = practice.world;
  const twin = await openTwin({ network: fabric.network, clock, fabric });
  const lost: string[] = [];
  let doing = 'nothing';
  fabric.afterChange(() => {
    for (const flow of backbone.flows)
      for (const { outcome } of traceFlow(fabric.forwarding, fabric.conditions, flow))
        if (outcome !== 'delivered') lost.push(`${flow.from} to ${flow.to} after ${doing}: ${outcome}`);
  });
  const take = async (steps: readonly Step[]) => {
    for (const step of steps) {
      doing = [step.what, step.site, ...step.args].join(' ');
      await act(twin, step);
      // Whoever follows the page waits until Direct Connect is done, and asks the routers what they have heard.
      await clock.run(clock.now() + 6 * 60_000);
    }
  };
  return { practice, lost, take };
}

/** What stands in the tables and is announced, in an order of its own. */
function standing({ world }: Practice): unknown {
  const { tables, sessions } = world.fabric.network;
  return [
    tables.map(({ id, routes }) => [
      id,
      routes.map(({ prefix, origin, target }) => JSON.stringify([prefix.text, origin, target])).sort(),
    ]),
    sessions.map(({ link, advertises, propagatesTo }) => [
      link,
      'prefixes' in advertises ? advertises.prefixes.map(({ text }) => text).sort() : advertises.kind,
      [...propagatesTo].sort(),
    ]),
  ];
}

test('the page is read as it stands: each step that changes something is one, there and back', () => {
  const count = (steps: readonly Step[], what: string) => steps.filter((step) => step.what === what).length;
  expect([count(there, 'steer'), count(back, 'back')]).toEqual([6, 6]);
  expect([count(there, 'announce'), count(back, 'delete-transit-gateway-route')]).toEqual([2, 2]);
  expect([count(there, 'add prefixes'), count(there, 'remove prefixes')]).toEqual([1, 1]);
  expect([count(back, 'add prefixes'), count(back, 'remove prefixes')]).toEqual([1, 1]);
  expect(count(there, 'disable-transit-gateway-route-table-propagation')).toBe(2);
  expect(count(back, 'enable-transit-gateway-route-table-propagation')).toBe(2);
});

test('its steps empty both links in both directions and back again, and nothing is lost on the way', async () => {
  const { practice, lost, take } = await twinByHand();
  const before = standing(practice);
  const flows = practice.world.backbone.flows.map(({ from, to }) => [from, to] as const);
  const paths = () => flows.map(([from, to]) => `${from} to ${to}: ${practice.path(from, to)}`);
  const usual = paths();
  expect(usual.join()).toMatch(/iad-pdx.*ord-iad-dx|ord-iad-dx.*iad-pdx/);
  await take(there);
  expect(lost).toEqual([]);
  expect(practice.path('iad', 'pdx')).toBe('iad-cmh cmh-pdx');
  expect(practice.path('pdx', 'iad')).toBe('cmh-pdx iad-cmh');
  expect(practice.path('iad', 'ord')).toBe('ord-iad-vpn');
  expect(paths().filter((path) => /iad-pdx|ord-iad-dx/.test(path))).toEqual([]);
  await take(back);
  expect(lost).toEqual([]);
  expect(paths()).toEqual(usual);
  expect(standing(practice)).toEqual(before);
});

test('fails when a site is led back to where its traffic comes from', async () => {
  const { lost, take } = await twinByHand();
  await take([{ what: 'steer', site: 'iad', args: ['iad/transit', 'iad/to-ord', 'iad-pdx'] }]);
  expect(lost).toEqual([]);
  await take([
    { what: 'steer', site: 'pdx', args: ['pdx/transit', 'pdx/to-ord', 'iad-pdx'] },
    { what: 'steer', site: 'iad', args: ['iad/spokes', 'iad/to-ord', 'iad-pdx'] },
  ]);
  expect(lost.join()).toContain('iad to ord after steer iad iad/spokes iad/to-ord iad-pdx: loop');
});
