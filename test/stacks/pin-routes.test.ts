import { pinsOf } from '../../lib/stacks/pins';
import type { AwsSite, Link } from '../../lib/topology/topology';
import { assemblyOf, byPath, stackOf } from '../support/assembly';
import { hybrid } from '../support/topologies';

const base = hybrid();
const given = {
  ...base,
  links: base.links.map(
    (link): Link =>
      link.kind === 'transit-gateway-peering'
        ? link
        : { ...link, probe: { target: `10.40.255.${link.index}`, port: 443 } },
  ),
};
const iad = stackOf(assemblyOf(given), 'acme-iad-routes').template;

/** `table link` of each pin, with its prefix. */
function pins(): Record<string, unknown> {
  const routes = Object.entries(byPath(iad, 'AWS::EC2::TransitGatewayRoute')).filter(([path]) =>
    path.startsWith('Pins/'),
  );
  return Object.fromEntries(
    routes.map(([path, { Properties }]) => [path.replace('Pins/', ''), Properties.DestinationCidrBlock]),
  );
}

test('far ends are pinned where probers ask, and own probe subnets where answers arrive', () => {
  expect(pins()).toEqual({
    'spokes/iad-cmh': '10.20.48.32/28',
    'spokes/iad-pdx': '10.30.48.16/28',
    'spokes/ord-iad-dx': '10.40.255.4/32',
    'spokes/ord-iad-vpn': '10.40.255.5/32',
    'transit/iad-cmh': '10.10.48.32/28',
    'transit/iad-pdx': '10.10.48.16/28',
    'transit/ord-iad-dx': '10.10.48.64/28',
    'transit/ord-iad-vpn': '10.10.48.80/28',
    'edge-ord-iad-vpn/ord-iad-vpn': '10.10.48.80/28',
  });
});

test('every pin leads to the attachment that it names: its link, or the VPC with the probe subnets', () => {
  const attachment = (path: string) =>
    JSON.stringify(byPath(iad, 'AWS::EC2::TransitGatewayRoute')[`Pins/${path}`]?.Properties.TransitGatewayAttachmentId);
  const site = given.sites.find((found): found is AwsSite => found.name === 'iad');
  const { transit, edge } = site ? pinsOf(given, site) : { transit: [], edge: new Map() };
  expect(transit).toHaveLength(4);
  for (const { link } of transit) expect(attachment(`transit/${link}`)).toContain('"VpcAttachmentIdcore"');
  for (const [link] of edge) expect(attachment(`edge-${link}/${link}`)).toContain('"VpcAttachmentIdcore"');
  for (const link of ['ord-iad-dx', 'ord-iad-vpn'])
    expect(attachment(`spokes/${link}`)).toContain(`acme-link-${link}"`);
  for (const link of ['iad-cmh', 'iad-pdx']) {
    const id = /"Fn::GetAtt":\["(\w+)"/.exec(attachment(`spokes/${link}`) ?? '')?.[1] ?? '';
    expect(iad.Resources[id]?.Metadata?.['aws:cdk:path']).toContain(`/Links/${link}/`);
  }
});
