// What a site's templates say of its gateway tables, followed by name from stack to stack: static routes toward other
// sites, and where links look up and what they tell. Pins of probes are left out: they are longer than a flow's routes.

import { prefix } from '../../lib/net/prefix';
import { type Assembly, byPath, type DeployedStack, type Read, type Resource, stackOf } from './assembly';

const PIN_LENGTH = 28;

type Value = Readonly<Record<string, unknown>>;

function readIn(value: unknown): Read | undefined {
  return (value as { readonly 'Fn::GetStackOutput'?: Read })['Fn::GetStackOutput'];
}

/** The link of an attachment, or the name of the VPC. */
function attachmentName({ template }: DeployedStack, value: unknown): string {
  const read = readIn(value);
  if (read) return read.StackName.replace(/^acme-link-/, '');
  const [id = ''] = (value as { readonly 'Fn::GetAtt'?: readonly string[] })['Fn::GetAtt'] ?? [];
  const { TransitGatewayAttachmentId, Link } = template.Resources[id]?.Properties ?? {};
  return String(Link ?? readIn(TransitGatewayAttachmentId)?.StackName.replace(/^acme-link-/, ''));
}

/** The name of a gateway table: a stack that made none itself reads it from another. */
function tableName({ template }: DeployedStack, value: unknown): string {
  const read = readIn(value);
  if (read?.OutputName === 'EdgeTableId') return read.StackName.replace(/^acme-link-/, 'edge-');
  if (read) return read.OutputName === 'SpokesTableId' ? 'spokes' : 'transit';
  const { Tags } = template.Resources[String((value as Value).Ref)]?.Properties ?? {};
  const tags = Tags as readonly { readonly Key: string; readonly Value: string }[];
  return tags.find(({ Key }) => Key === 'detour:table')?.Value ?? 'unnamed';
}

function each(stack: DeployedStack, type: string, line: (table: string, attachment: string, of: Resource) => string) {
  return Object.values(byPath(stack.template, type)).map((resource) => {
    const { TransitGatewayRouteTableId: table, TransitGatewayAttachmentId: attachment } = resource.Properties;
    return line(tableName(stack, table), attachmentName(stack, attachment), resource);
  });
}

/** `table: prefix to link`, sorted. */
export function staticRoutes(assembly: Assembly, site: string): readonly string[] {
  const stack = stackOf(assembly, `acme-${site}-routes`);
  const lines = each(stack, 'AWS::EC2::TransitGatewayRoute', (table, link, { Properties }) => {
    const to = prefix(String(Properties.DestinationCidrBlock));
    return to.length < PIN_LENGTH ? `${table}: ${to.text} to ${link}` : '';
  });
  return lines.filter((line) => line !== '').sort();
}

/** `link looks up in table` for each end of a link at the site, sorted. */
export function linkAssociations(assembly: Assembly, site: string, links: readonly string[]): readonly string[] {
  const stacks = [`acme-${site}-routes`, ...links.map((link) => `acme-link-${link}`)];
  return stacks
    .flatMap((name) => each(stackOf(assembly, name), 'AWS::EC2::TransitGatewayRouteTableAssociation', lookup))
    .sort();
}

function lookup(table: string, link: string): string {
  return `${link} looks up in ${table}`;
}

/** Tables that learn what premises announce over a link, sorted. */
export function tablesToldBy(assembly: Assembly, link: string): readonly string[] {
  const told = each(
    stackOf(assembly, `acme-link-${link}`),
    'AWS::EC2::TransitGatewayRouteTablePropagation',
    (table, attachment) => (attachment === link ? table : ''),
  );
  return told.filter((table) => table !== '').sort();
}
