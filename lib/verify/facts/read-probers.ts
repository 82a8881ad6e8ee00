// Pure: templates -> facts about probers. A function is one when its environment names the link that it measures.

import { type Address, type Prefix, parseAddress } from '../../net/prefix';
import { err } from '../../net/result';
import { field, listOf } from '../json';
import { type Resolved, resolve } from '../resolve';
import type { Known, Reference } from './facts';
import type { ProberFact, ProberFacts } from './probers';
import { prefixFrom, property, type Resource, referenceFrom, SUBNET } from './resource';
import { base } from './values';

const FUNCTION = 'AWS::Lambda::Function';

/** Variables of the environment of a prober. */
const LINK = 'DETOUR_LINK';
const TARGET = 'DETOUR_TARGET';

function inside(resource: Resource, value: Resolved, name: string): Resolved {
  return value.kind === 'literal' ? resolve(resource.scope, field(value.value, name)) : value;
}

function addressFrom(value: Resolved): Known<Address> {
  if (value.kind === 'unknown') return err(value.why);
  return value.kind === 'literal' && typeof value.value === 'string'
    ? parseAddress(value.value)
    : err(`${TARGET} is not an address`);
}

function subnetsOf(resource: Resource): readonly Reference[] {
  const ids = inside(resource, property(resource, 'VpcConfig'), 'SubnetIds');
  if (ids.kind === 'unknown') return [err(ids.why)];
  const listed = ids.kind === 'literal' ? listOf(ids.value) : [];
  return listed.map((id) => referenceFrom(resolve(resource.scope, id), 'SubnetIds', [SUBNET], resource.existing));
}

function readProber(resource: Resource, prefixOf: ReadonlyMap<string, Known<Prefix>>): readonly ProberFact[] {
  const variables = inside(resource, property(resource, 'Environment'), 'Variables');
  const link = inside(resource, variables, LINK);
  if (link.kind !== 'literal' || typeof link.value !== 'string') return [];
  const subnets = subnetsOf(resource);
  const prefixes = subnets.flatMap((subnet) => {
    const known = subnet.ok ? prefixOf.get(subnet.value) : undefined;
    return known?.ok ? [known.value] : [];
  });
  return [
    {
      ...base(resource),
      link: link.value,
      target: addressFrom(inside(resource, variables, TARGET)),
      subnets,
      prefixes,
    },
  ];
}

export function readProberFacts(resources: readonly Resource[]): ProberFacts {
  const of = (type: string) => resources.filter((resource) => resource.type === type);
  const prefixOf = new Map(
    of(SUBNET).map((subnet) => [subnet.id, prefixFrom(property(subnet, 'CidrBlock'), 'CidrBlock')]),
  );
  return { probers: of(FUNCTION).flatMap((resource) => readProber(resource, prefixOf)) };
}
