// Which resources a deployment makes anew: CloudFormation's own rules, from the resource database that comes with the
// CDK's command line, and for custom resources what their functions do. And which of them AWS refuses as long as the old
// one is there: CloudFormation makes the new before it removes the old, and removes no stack that an app has left out.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { type Assembly, pathOf, type Resource } from './assembly';
import { uniqueKeys } from './unique-keys';

interface Database {
  readonly schema: {
    readonly resource: {
      readonly entities: Readonly<
        Record<
          string,
          {
            readonly cloudFormationType: string;
            readonly properties: Readonly<Record<string, { readonly causesReplacement?: 'yes' | 'no' | 'maybe' }>>;
          }
        >
      >;
    };
  };
}

const database: Database = JSON.parse(
  gunzipSync(readFileSync(path.join(__dirname, '../../node_modules/aws-cdk/db.json.gz'))).toString(),
);

/** The properties that are a custom resource's identity: the functions give another physical id for another value. */
const IDENTITIES: Readonly<Record<string, readonly string[]>> = {
  'Custom::DetourPeering': ['TransitGatewayAttachmentId'],
  'Custom::DetourAttachment': ['TransitGatewayId', 'ResourceId'],
  'Custom::DetourAllowedPrefixes': ['DirectConnectGatewayId', 'TransitGatewayId'],
  'Custom::DetourHostedInterface': ['VirtualInterfaceId'],
  'Custom::DetourCustomerGateway': ['DeviceName', 'CertificateArn', 'BgpAsn'],
};

/**
 * The next hop of a gateway's route: the database says that another one makes another route, but since October 2024 the
 * resource changes it in place (aws-cloudformation/cloudformation-coverage-roadmap, 1082).
 */
const IN_PLACE: Readonly<Record<string, string>> = { 'AWS::EC2::TransitGatewayRoute': 'TransitGatewayAttachmentId' };

/** The properties of each type of which another value makes another resource. */
const replacing = new Map<string, readonly string[]>([
  ...Object.entries(IDENTITIES),
  ...Object.values(database.schema.resource.entities).map(({ cloudFormationType, properties }) => {
    const names = Object.keys(properties).filter((name) =>
      ['yes', 'maybe'].includes(properties[name]?.causesReplacement ?? 'no'),
    );
    return [cloudFormationType, names.filter((name) => IN_PLACE[cloudFormationType] !== name)] as const;
  }),
]);

export interface Placed {
  readonly stack: string;
  readonly type: string;
  readonly path: string;
}

interface Deployed {
  readonly stack: string;
  readonly resource: Resource;
}

/** One of two deployments. */
interface Side {
  readonly name: 'before' | 'after';
  readonly assembly: Assembly;
  /** By key. */
  readonly resources: ReadonlyMap<string, Deployed>;
}

const keyOf = (stack: string, logicalId: string) => `${stack} ${logicalId}`;

function sideOf(name: Side['name'], assembly: Assembly): Side {
  const resources = [...assembly].flatMap(([stack, { template }]) =>
    Object.entries(template.Resources).map(([id, resource]) => [keyOf(stack, id), { stack, resource }] as const),
  );
  return { name, assembly, resources: new Map(resources) };
}

/**
 * The value as CloudFormation sees it: what is read from other stacks is followed to its source, and what comes from a
 * replaced resource is another value than before.
 */
function seen(side: Side, replaced: ReadonlySet<string>, stack: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => seen(side, replaced, stack, item));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]): readonly [string, unknown] => {
    if (name === 'Fn::GetStackOutput') {
      const output = side.assembly.get(inner.StackName)?.template.Outputs?.[inner.OutputName];
      return ['Value', seen(side, replaced, inner.StackName, (output as { readonly Value?: unknown })?.Value)];
    }
    const [id, ...attribute] = name === 'Ref' ? [inner] : name === 'Fn::GetAtt' ? inner : [];
    const key = keyOf(stack, id);
    if (!side.resources.has(key)) return [name, seen(side, replaced, stack, inner)];
    return [name, [key, ...attribute, ...(replaced.has(key) ? [side.name] : [])]];
  });
  const [first] = entries;
  return first?.[0] === 'Value' && entries.length === 1 ? first[1] : Object.fromEntries(entries);
}

/** Stacks that are deployed elsewhere than before are other stacks. */
function moved(before: Assembly, after: Assembly, stack: string): boolean {
  const [old, now] = [before.get(stack), after.get(stack)];
  return old?.region !== now?.region || old?.account !== now?.account;
}

/** Keys of what stood before and does not stand after: it is gone, or another took its place. */
function replacedKeys(before: Side, after: Side): ReadonlySet<string> {
  const replaced = new Set<string>();
  const isReplaced = (key: string, { stack, resource }: Deployed) => {
    const next = after.resources.get(key)?.resource;
    if (next?.Type !== resource.Type || moved(before.assembly, after.assembly, stack)) return true;
    return (replacing.get(resource.Type) ?? []).some((name) => {
      const [was, is] = [resource.Properties?.[name], next.Properties?.[name]];
      return !isDeepStrictEqual(seen(before, replaced, stack, was), seen(after, replaced, stack, is));
    });
  };
  for (let size = -1; size < replaced.size; ) {
    size = replaced.size;
    for (const [key, one] of before.resources) if (isReplaced(key, one)) replaced.add(key);
  }
  return replaced;
}

/** Everything on one side that AWS has once only, by what makes it unique. */
function uniqueOn(side: Side, replaced: ReadonlySet<string>, keys: readonly string[]): ReadonlyMap<string, Placed> {
  return new Map(
    keys.flatMap((key) => {
      const deployed = side.resources.get(key);
      if (!deployed) return [];
      const { stack, resource } = deployed;
      const uniques = uniqueKeys(side.assembly, stack, resource, (value) => seen(side, replaced, stack, value));
      return uniques.map((unique) => [unique, placed(deployed)] as const);
    }),
  );
}

function placed({ stack, resource }: Deployed): Placed {
  return { stack, type: resource.Type, path: pathOf(resource) };
}

interface Replacement {
  /** What stood before and does not stand after, in the order of stacks. */
  readonly replaced: readonly Placed[];
  /** What is new and cannot be made as long as something stands that is gone after. */
  readonly refused: readonly Placed[];
}

export function replacementOf(before: Assembly, after: Assembly): Replacement {
  const [old, now] = [sideOf('before', before), sideOf('after', after)];
  const replaced = replacedKeys(old, now);
  const isNew = (key: string) => !old.resources.has(key) || replaced.has(key);
  const leaving = uniqueOn(old, replaced, [...replaced]);
  const coming = uniqueOn(now, replaced, [...now.resources.keys()].filter(isNew));
  return {
    replaced: [...old.resources].flatMap(([key, deployed]) => (replaced.has(key) ? [placed(deployed)] : [])),
    refused: [...coming].flatMap(([unique, one]) => (leaving.has(unique) ? [one] : [])),
  };
}

/** Stacks in which resources of a type have another value of a property than before; those that went elsewhere are others. */
export function stacksWithOther(before: Assembly, after: Assembly, type: string, property: string): readonly string[] {
  const [old, now] = [sideOf('before', before), sideOf('after', after)];
  const replaced = replacedKeys(old, now);
  const valueOn = (side: Side, { stack, resource }: Deployed) =>
    seen(side, replaced, stack, resource.Properties?.[property]);
  return [...old.resources].flatMap(([key, one]) => {
    const next = now.resources.get(key);
    if (one.resource.Type !== type || !next || moved(before, after, one.stack)) return [];
    return isDeepStrictEqual(valueOn(old, one), valueOn(now, next)) ? [] : [one.stack];
  });
}
