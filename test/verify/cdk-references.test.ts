// What the CDK makes of references between stacks, as it really writes it: nested stacks, exports, and other regions.

import { App, NestedStack, Stack } from 'aws-cdk-lib';
import {
  CfnSubnet,
  CfnTransitGateway,
  CfnTransitGatewayPeeringAttachment,
  CfnTransitGatewayVpcAttachment,
  CfnVPC,
} from 'aws-cdk-lib/aws-ec2';
import { readAssembly } from '../../lib/verify/read-assembly';
import { type Understanding, understand } from '../../lib/verify/verify';
import { temporaryFolder } from '../support/folders';

const ACCOUNT = '111111111111';

/** A gateway in a nested stack, a VPC of another stack on it, and a peering to a gateway of another region. */
function synthesize(): Understanding {
  const outdir = temporaryFolder();
  const app = new App({ outdir, analyticsReporting: false });
  const stack = (id: string, region: string) =>
    new Stack(app, id, { env: { region, account: ACCOUNT }, crossRegionReferences: true });
  const [west, east, spoke] = [stack('West', 'us-west-2'), stack('East', 'us-east-1'), stack('Spoke', 'us-east-1')];
  const far = new CfnTransitGateway(west, 'Gateway');
  const near = new CfnTransitGateway(new NestedStack(east, 'Hub'), 'Gateway');
  const peering = {
    transitGatewayId: near.ref,
    peerTransitGatewayId: far.ref,
    peerAccountId: ACCOUNT,
    peerRegion: 'us-west-2',
  };
  new CfnTransitGatewayPeeringAttachment(east, 'Peering', peering);
  const vpc = new CfnVPC(spoke, 'Vpc', { cidrBlock: '10.1.0.0/16' });
  const inner = new NestedStack(spoke, 'Inner');
  const subnet = new CfnSubnet(inner, 'Subnet', { vpcId: vpc.ref, cidrBlock: '10.1.0.0/24' });
  new CfnTransitGatewayVpcAttachment(inner, 'Attachment', {
    transitGatewayId: near.ref,
    vpcId: vpc.ref,
    subnetIds: [subnet.ref],
  });
  app.synth();
  const assembly = readAssembly(outdir);
  if (!assembly.ok) throw new Error(JSON.stringify(assembly.error));
  return understand(assembly.value);
}

const { facts } = synthesize();

/** Ids without what the CDK adds to make them unique. */
function plain(
  known: { readonly ok: boolean; readonly value?: unknown; readonly error?: unknown } | undefined,
): string {
  return String(known?.ok ? known.value : known?.error).replace(/(NestedStack\w*?|[0-9A-F]{8})(?=\.|$)/g, '');
}

test('a gateway of another region is followed through what the CDK replicates', () => {
  expect(facts.peerings.map(({ accepter }) => plain(accepter))).toEqual(['West.Gateway']);
});

test('a gateway in a nested stack is followed through its outputs, also to another stack', () => {
  expect(facts.peerings.map(({ requester }) => plain(requester))).toEqual(['East.Hub.Gateway']);
  expect(facts.vpcAttachments.map(({ gateway }) => plain(gateway))).toEqual(['East.Hub.Gateway']);
});

test('what is handed into a nested stack is followed to where it comes from', () => {
  expect(facts.vpcAttachments.map(({ vpc }) => plain(vpc))).toEqual(['Spoke.Vpc']);
  expect(facts.subnets.map(({ vpc }) => plain(vpc))).toEqual(['Spoke.Vpc']);
});
