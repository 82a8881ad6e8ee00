// The parameters of a site as its functions read them: texts of the templates, with the ids by which the verifier knows
// things in the place of those that a deployment gives.

import type { Assembly } from '../../lib/verify/assembly';
import { idsOf } from '../../lib/verify/facts/existing';
import { referenceFrom } from '../../lib/verify/facts/resource';
import { entriesOf, field, isObject, listOf, textField } from '../../lib/verify/json';
import { existingIn } from '../../lib/verify/metadata';
import { resolve, type Scope } from '../../lib/verify/resolve';

/** Whatever may stand in a parameter and has a meaning to routing. */
const TYPES = [
  'AWS::EC2::TransitGateway',
  'AWS::EC2::TransitGatewayRouteTable',
  'AWS::EC2::TransitGatewayAttachment',
  'AWS::EC2::TransitGatewayPeeringAttachment',
  'AWS::EC2::PrefixList',
  'AWS::EC2::VPNConnection',
  'AWS::DirectConnect::DirectConnectGateway',
];

function textOf(scope: Scope, value: unknown, existing: ReadonlySet<string>): string {
  const join = isObject(value) ? listOf(field(value, 'Fn::Join')) : [];
  if (join.length > 0)
    return listOf(join[1])
      .map((part) => textOf(scope, part, existing))
      .join(String(join[0]));
  const resolved = resolve(scope, value);
  if (resolved.kind === 'literal') return String(resolved.value);
  const reference = referenceFrom(resolved, 'a part of a parameter', TYPES, existing);
  if (reference.ok) return reference.value;
  // Some ids mean something to AWS only.
  if (resolved.kind === 'resource') return `${resolved.scope.stack.id}.${resolved.logicalId}.${resolved.attribute}`;
  throw new Error(`a parameter cannot be resolved: ${reference.error}`);
}

/** By name without the path, such as `plan/links/iad-pdx`; `path` is that of the site. */
export function siteParameters(assembly: Assembly, path: string): ReadonlyMap<string, string> {
  const existing = idsOf(existingIn(assembly));
  return new Map(
    assembly.stacks.flatMap((stack) =>
      entriesOf(field(stack.template, 'Resources')).flatMap(([, resource]): [string, string][] => {
        const properties = field(resource, 'Properties');
        const name = textField(properties, 'Name') ?? '';
        if (field(resource, 'Type') !== 'AWS::SSM::Parameter' || !name.startsWith(`${path}/`)) return [];
        const text = textOf({ assembly, stack }, field(properties, 'Value'), existing);
        return [[name.slice(path.length + 1), text]];
      }),
    ),
  );
}
