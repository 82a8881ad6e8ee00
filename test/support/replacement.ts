// Which resources a deployment makes anew: CloudFormation's own rules, from the resource database that comes with the
// CDK's command line, and for custom resources what their functions do.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { type Assembly, pathOf, type Resource } from './assembly';

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
};

/** The properties of each type of which another value makes another resource. */
const replacing = new Map<string, readonly string[]>([
  ...Object.entries(IDENTITIES),
  ...Object.values(database.schema.resource.entities).map(({ cloudFormationType, properties }) => {
    const names = Object.keys(properties).filter((name) => properties[name]?.causesReplacement !== 'no');
    return [cloudFormationType, names.filter((name) => properties[name]?.causesReplacement !== undefined)] as const;
  }),
]);

export interface Replaced {
  readonly stack: string;
  readonly type: string;
  readonly path: string;
}

const keyOf = (stack: string, logicalId: string) => `${stack} ${logicalId}`;

/** Keys of everything that a value takes from other resources, through outputs of other stacks as well. */
function sourcesOf(assembly: Assembly, stack: string, value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => sourcesOf(assembly, stack, item));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]): readonly string[] => {
    if (name === 'Ref') return [keyOf(stack, inner)];
    if (name === 'Fn::GetAtt') return [keyOf(stack, inner[0])];
    if (name !== 'Fn::GetStackOutput') return sourcesOf(assembly, stack, inner);
    return sourcesOf(assembly, inner.StackName, assembly.get(inner.StackName)?.template.Outputs?.[inner.OutputName]);
  });
}

function resourcesOf(assembly: Assembly): ReadonlyMap<string, { readonly stack: string; readonly resource: Resource }> {
  return new Map(
    [...assembly].flatMap(([stack, { template }]) =>
      Object.entries(template.Resources).map(([id, resource]) => [keyOf(stack, id), { stack, resource }] as const),
    ),
  );
}

/** Stacks that are deployed elsewhere than before are other stacks. */
function moved(before: Assembly, after: Assembly, stack: string): boolean {
  const [old, now] = [before.get(stack), after.get(stack)];
  return old?.region !== now?.region || old?.account !== now?.account;
}

/** What stood before and does not stand after, in the order of stacks: it is gone, or another took its place. */
export function replacedResources(before: Assembly, after: Assembly): readonly Replaced[] {
  const [old, now] = [resourcesOf(before), resourcesOf(after)];
  const replaced = new Set<string>();
  const isReplaced = (key: string, { stack, resource }: { readonly stack: string; readonly resource: Resource }) => {
    const next = now.get(key);
    if (next?.resource.Type !== resource.Type || moved(before, after, stack)) return true;
    return (replacing.get(resource.Type) ?? []).some((name) => {
      const value = resource.Properties?.[name];
      const changed = !isDeepStrictEqual(value, next.resource.Properties?.[name]);
      return changed || sourcesOf(before, stack, value).some((source) => replaced.has(source));
    });
  };
  for (let size = -1; size < replaced.size; ) {
    size = replaced.size;
    for (const [key, one] of old) if (isReplaced(key, one)) replaced.add(key);
  }
  return [...old].flatMap(([key, { stack, resource }]) =>
    replaced.has(key) ? [{ stack, type: resource.Type, path: pathOf(resource) }] : [],
  );
}
