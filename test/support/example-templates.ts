// The templates of examples/templates as assemblies, and edits of them.

import { join } from 'node:path';
import type { Assembly } from '../../lib/verify/assembly';
import { field } from '../../lib/verify/json';
import { readAssembly } from '../../lib/verify/read-assembly';
import { edited } from './judged';

const FOLDER = join(__dirname, '..', '..', 'examples', 'templates');

/** The stacks of one example; parameters are `name=value` or `stack.name=value`. */
export function exampleTemplates(name: string, ...parameters: readonly string[]): Assembly {
  const read = readAssembly(join(FOLDER, name), { parameters });
  if (!read.ok) throw new Error(read.error.map(({ problem, got }) => `${problem}: ${got}`).join('\n'));
  return read.value;
}

export const staticVpn = () => exampleTemplates('static-vpn.yaml', 'VpnAttachment=static-vpn.Vpn');

export const peeredRegions = () =>
  exampleTemplates(
    'peered-regions',
    'us-east-1.PeerGateway=ref:us-west-2.Gateway',
    'us-west-2.PeeringAttachment=ref:us-east-1.Peering',
  );

/** The assembly without resources, each `stack.logicalId`. Throws when there is none, so that no edit is in vain. */
export function lacking(assembly: Assembly, ...ids: readonly string[]): Assembly {
  return ids.reduce((whole, id) => withResource(whole, id, undefined), assembly);
}

/** The assembly with a resource replaced, or with one more where `body` is not undefined. */
export function withResource(assembly: Assembly, id: string, body: object | undefined): Assembly {
  const [stack = '', logicalId = ''] = id.split('.');
  const template = assembly.stacks.find((each) => each.id === stack)?.template;
  if (body === undefined && field(field(template, 'Resources'), logicalId) === undefined)
    throw new Error(`there is no ${id}`);
  return edited(assembly, [stack, 'Resources', logicalId], body);
}

/** The assembly with properties of a resource replaced. */
export function withProperties(assembly: Assembly, id: string, properties: object): Assembly {
  const [stack = '', logicalId = ''] = id.split('.');
  const template = assembly.stacks.find((each) => each.id === stack)?.template;
  const body = field(field(template, 'Resources'), logicalId);
  if (typeof body !== 'object' || body === null) throw new Error(`there is no ${id}`);
  return edited(assembly, [stack, 'Resources', logicalId, 'Properties'], {
    ...(field(body, 'Properties') as object | undefined),
    ...properties,
  });
}
