// What the templates of the examples deploy, asked through the SDK by the code that runs on AWS.

import { join } from 'node:path';
import { DescribeDirectConnectGatewayAssociationsCommand, DirectConnectClient } from '@aws-sdk/client-direct-connect';
import { DescribeTransitGatewayAttachmentsCommand, DescribeVpnConnectionsCommand } from '@aws-sdk/client-ec2';
import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { attachmentApi } from '../../../../lib/controller/aws/attachments-api';
import { allowedPrefixesApi } from '../../../../lib/controller/aws/direct-connect-association-api';
import { linkIdentities } from '../../../../lib/controller/aws/link-identities';
import { responderApi } from '../../../../lib/controller/aws/responder-api';
import { interfaceStateApi } from '../../../../lib/controller/aws/virtual-interface-api';
import { deployedNames } from '../../../../lib/topology/deployed-names';
import { loadTopology } from '../../../../lib/topology/load';
import { inventoryIn } from '../../../../lib/twin/http/inventory';
import { understand } from '../../../../lib/verify/verify';
import { EXAMPLES } from '../../../support/broken';
import { type OpenTwin, openTwin } from '../../../support/http-twin';
import { synthesized } from '../../../support/judged';

function deployed(example: string) {
  const topology = loadTopology(join(EXAMPLES, example));
  if (!topology.ok) throw new Error('the example is broken');
  const assembly = synthesized(topology.value);
  const understood = understand(assembly);
  return { network: understood.network, ...inventoryIn(assembly, understood) };
}

const hybrid = deployed('hybrid.yaml');
const REGIONS = { iad: 'us-east-1', cmh: 'us-east-2', pdx: 'us-west-2' } as const;

function clientsOf(twin: OpenTwin, region: string) {
  return {
    ec2: twin.ec2(region),
    directConnect: twin.client(new DirectConnectClient(twin.config(region))),
    ssm: twin.client(new SSMClient(twin.config(region))),
  };
}

describe('the hybrid example behind HTTP', () => {
  test('leaves nothing out that only AWS could tell', () => {
    expect(hybrid.unread).toEqual([]);
  });

  test.each(Object.entries(REGIONS))('the identities of links at %s name what is there', async (site, region) => {
    const { ec2, directConnect, ssm } = clientsOf(await openTwin(hybrid), region);
    const identities = await linkIdentities(ssm, `/acme/${site}/links`);
    expect(identities.map(({ link }) => link)).toEqual([
      'cmh-pdx',
      'iad-cmh',
      'iad-pdx',
      'ord-iad-dx',
      'ord-iad-vpn',
      'ord-pdx-dx',
    ]);
    const own = identities.flatMap(({ ends = [] }) => ends.filter((end) => end.site === site && end.attachmentId));
    const ids = own.flatMap(({ attachmentId }) => attachmentId ?? []);
    const command = new DescribeTransitGatewayAttachmentsCommand({ TransitGatewayAttachmentIds: ids });
    const { TransitGatewayAttachments = [] } = await ec2.send(command);
    const gateways = TransitGatewayAttachments.map(({ TransitGatewayId }) => TransitGatewayId);
    expect(gateways).toEqual(own.map(({ transitGatewayId }) => transitGatewayId));
    for (const { vpnConnectionId, virtualInterfaceId } of own) {
      const VpnConnectionIds = vpnConnectionId === undefined ? [] : [vpnConnectionId];
      const { VpnConnections } = await ec2.send(new DescribeVpnConnectionsCommand({ VpnConnectionIds }));
      if (vpnConnectionId !== undefined) expect(VpnConnections?.[0]?.VgwTelemetry).toHaveLength(2);
      if (virtualInterfaceId === undefined) continue;
      expect(await interfaceStateApi(directConnect).describe(virtualInterfaceId)).toMatchObject({ state: 'available' });
    }
  });

  test('stacks have their outputs, which name what is there', () => {
    const { stacks } = hybrid.inventory;
    const outputsOf = (name: string) =>
      Object.fromEntries(
        stacks.find((stack) => stack.name === name)?.outputs.map(({ key, value }) => [key, value]) ?? [],
      );
    const gateway = hybrid.network.gateways.find(({ site }) => site === 'iad');
    expect(outputsOf('acme-iad').TransitGatewayId).toBe(gateway?.id);
    const vpn = hybrid.inventory.vpns.find(({ link }) => link === 'ord-iad-vpn');
    const { attachment } = hybrid.network.sessions.find(({ link }) => link === 'ord-iad-vpn') ?? {};
    expect(outputsOf('acme-link-ord-iad-vpn')).toMatchObject({ VpnConnectionId: vpn?.id, AttachmentId: attachment });
    expect(stacks.map(({ region }) => region)).not.toContain('');
  });

  test('prefix lists go by the names that they are given', () => {
    const { prefixListNames } = hybrid.inventory;
    const here = hybrid.network.prefixLists
      .filter(({ site }) => site === 'iad')
      .map(({ id }) => prefixListNames.get(id));
    expect(here.sort()).toEqual([
      'acme-iad-steers-cmh',
      'acme-iad-steers-cmh-core',
      'acme-iad-steers-ord',
      'acme-iad-steers-pdx',
      'acme-iad-steers-pdx-core',
    ]);
  });

  test('the controller of each site is a function of its region that has executions reserved', () => {
    const controllers = hybrid.inventory.functions.filter(({ name }) => name.endsWith('-reconciler'));
    const { reconcilerOf } = deployedNames({ prefix: 'acme' });
    const expected = Object.entries(REGIONS).map(([site, region]) => ({
      name: reconcilerOf(site),
      region,
      reserved: 2,
    }));
    expect([...controllers].sort((a, b) => (a.region < b.region ? -1 : 1))).toEqual(expected);
  });

  test('attachments are found by what they attach, as the look-up of a deployment does it', async () => {
    const { ec2 } = clientsOf(await openTwin(hybrid), REGIONS.iad);
    const [vpn] = hybrid.inventory.vpns;
    const query = { transitGatewayId: vpn?.gateway ?? '', resourceId: vpn?.id ?? '', resourceType: 'vpn' } as const;
    const own = hybrid.network.sessions.find(({ link }) => link === 'ord-iad-vpn')?.attachment;
    expect(await attachmentApi(ec2).find(query)).toEqual([{ attachmentId: own, state: 'available' }]);
  });

  test('an association allows what the template and its custom resource allow', async () => {
    const { directConnect } = clientsOf(await openTwin(hybrid), REGIONS.pdx);
    const found = hybrid.inventory.associations.find(({ link }) => link === 'ord-pdx-dx');
    const api = allowedPrefixesApi(directConnect);
    const association = await api.describe(found?.directConnectGateway ?? '', found?.gateway ?? '');
    expect(association?.prefixes).toEqual([
      '10.10.0.0/16',
      '10.20.0.0/16',
      '10.30.0.0/16',
      '10.30.0.0/18',
      '10.30.48.96/28',
    ]);
    const ids = { associationId: association?.associationId };
    const answer = await directConnect.send(new DescribeDirectConnectGatewayAssociationsCommand(ids));
    expect(answer.directConnectGatewayAssociations?.[0]?.associatedGateway?.region).toBe(REGIONS.pdx);
  });

  test('responders have the addresses that the templates give them', async () => {
    const { ec2 } = clientsOf(await openTwin(hybrid), REGIONS.cmh);
    const here = hybrid.inventory.endpoints.filter(({ region }) => region === REGIONS.cmh);
    const described = await Promise.all(here.map(({ id }) => responderApi(ec2).describe(id)));
    expect(described.flatMap((one) => one?.addresses ?? []).sort()).toEqual(['10.20.48.46', '10.20.48.62']);
  });

  test('no parameter is in two regions, and every one is within what Systems Manager keeps', async () => {
    const twin = await openTwin(hybrid);
    const seen: (string | undefined)[] = [];
    for (const region of Object.values(REGIONS)) {
      const { ssm } = clientsOf(twin, region);
      let NextToken: string | undefined;
      do {
        const asked = { Path: '/', Recursive: true, ...(NextToken ? { NextToken } : {}) };
        const page = await ssm.send(new GetParametersByPathCommand(asked));
        seen.push(...(page.Parameters ?? []).map(({ Name }) => Name));
        for (const { Value = '' } of page.Parameters ?? []) expect(Value).not.toMatch(/Fn::|\[object|undefined/);
        NextToken = page.NextToken;
      } while (NextToken);
    }
    expect([seen.length, new Set(seen).size]).toEqual([hybrid.inventory.parameters.length, seen.length]);
  });
});

describe('other examples behind HTTP', () => {
  test('hosted interfaces go by the ids that their owners gave them', () => {
    const { inventory } = deployed('virtual-interfaces.yaml');
    expect(inventory.virtualInterfaces.map(({ id, link, mtu }) => `${id} ${link} ${mtu}`)).toEqual([
      'dxvif-ffdef456 ord-iad-accepted 1500',
      'dxvif-ffabc123 ord-iad-offered 1500',
    ]);
  });

  test('customer gateways are those of the templates and those of custom resources', () => {
    const { inventory } = deployed('certificates.yaml');
    const told = inventory.customerGateways.map(({ address, tags }) => `${tags.get('detour:link')} ${address}`);
    expect(told).toEqual(['ord-iad-fibre 203.0.113.10', 'ord-iad-mobile undefined']);
    const made = new Set(inventory.customerGateways.map(({ id }) => id));
    expect(inventory.vpns.every(({ customerGateway }) => made.has(customerGateway))).toBe(true);
  });
});
