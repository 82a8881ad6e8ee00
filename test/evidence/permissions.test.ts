// Who may do what: permissions.txt lists it for all examples, and is reviewed like code. DETOUR_UPDATE_GOLDEN=1 writes it anew.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { contentsOf } from '../../.tools/bundles/contents';
import { describeBundles } from '../../.tools/bundles/describe';
import { exampleFiles } from '../../.tools/example-files';
import type { Topology } from '../../lib/topology/topology';
import { type Assembly, buildHandlers, type Resource } from '../support/assembly';
import {
  type Permission,
  permissionList,
  permissionsIn,
  type Synthesized,
  synthesizedStacks,
} from './permissions/permitted';

const LIST = path.join(__dirname, 'permissions.txt');

const examples = exampleFiles().map(({ topology }) => topology);
/** The policy that permits more than the examples have. */
const willing = examples
  .filter(({ links }) => links.some(({ kind }) => kind === 'direct-connect'))
  .map((topology): Topology => ({ ...topology, policy: { ...topology.policy, greyDx: 'bgp-down' } }));
buildHandlers();
/** Read when they are synthesized: somebody may build in the meantime. */
const codes = new Map(
  readdirSync('dist/handlers').map((name) => [
    name,
    readFileSync(path.join('dist/handlers', name, 'index.js'), 'utf8'),
  ]),
);
const synthesized = [...examples, ...willing.slice(0, 1)].map(synthesizedStacks);
const permissions = synthesized.flatMap((whole) => permissionsIn(whole));

test('every permission of every function is one that somebody has reviewed', () => {
  const list = permissionList(permissions);
  if (process.env.DETOUR_UPDATE_GOLDEN) writeFileSync(LIST, `${list.join('\n')}\n`);
  expect(list).toEqual(readFileSync(LIST, 'utf8').trimEnd().split('\n'));
});

function unexplained(found: readonly Permission[]): readonly string[] {
  const lines = found.flatMap(({ who, action, resource, wildcard }) =>
    wildcard === 'unexplained' ? [`${who}: ${action} on ${resource}`] : [],
  );
  return [...new Set(lines)];
}

test('every wildcard is explained where it is made', () => {
  expect(unexplained(permissions)).toEqual([]);
  expect(permissions.filter(({ wildcard }) => wildcard === 'explained').length).toBeGreaterThan(20);
});

test('no role may take another or give permissions; one may have AWS make a role that is its own', () => {
  const roles = permissions.filter(({ action }) => /^(iam|sts):/.test(action));
  expect([...new Set(roles.map(({ action, condition }) => `${action} if ${condition}`))]).toEqual([
    'iam:CreateServiceLinkedRole if StringEquals iam:AWSServiceName = s2svpn.amazonaws.com',
  ]);
});

interface Document {
  readonly Statement: readonly { readonly Action: string | readonly string[]; readonly Resource: unknown }[];
}

/** The same stacks with another statement that permits this action, in the first policy that does. */
function widened(whole: Synthesized, stackName: string, action: string, changes: object): Synthesized {
  const stack = whole.assembly.get(stackName);
  const statementsOf = ({ Properties }: Resource) =>
    (Properties.PolicyDocument as Document | undefined)?.Statement ?? [];
  const found = Object.entries(stack?.template.Resources ?? {}).find(([, resource]) =>
    statementsOf(resource).some(({ Action }) => [Action].flat().includes(action)),
  );
  if (!stack || !found) throw new Error(`nothing in ${stackName} permits ${action}`);
  const [id, policy] = found;
  const Statement = statementsOf(policy).map((one) =>
    [one.Action].flat().includes(action) ? { ...one, ...changes } : one,
  );
  const Properties = { ...policy.Properties, PolicyDocument: { Statement } };
  const Resources = { ...stack.template.Resources, [id]: { ...policy, Properties } };
  const assembly: Assembly = new Map([
    ...whole.assembly,
    [stackName, { ...stack, template: { ...stack.template, Resources } }],
  ]);
  return { ...whole, assembly };
}

describe('a policy that is widened', () => {
  const whole = synthesized.find(({ assembly }) => assembly.has('acme-link-ord-iad-vpn') && assembly.has('acme-pdx'));
  if (!whole) throw new Error('no example has premises and three sites');
  const reviewed = new Set(permissionList(permissions));
  const unreviewed = (changed: Synthesized) =>
    permissionList(permissionsIn(changed)).filter((line) => !reviewed.has(line));

  it('fails when it permits another action', () => {
    const Action = ['ssm:GetParametersByPath', 'ssm:PutParameter'];
    expect(unreviewed(whole)).toEqual([]);
    expect(unreviewed(widened(whole, 'acme-iad-controller', 'ssm:GetParametersByPath', { Action }))).toEqual([
      '  ssm:PutParameter on arn:aws:ssm:REGION:ACCOUNT:parameter/PREFIX/SITE',
    ]);
  });

  it('fails when it permits an action on everything, in a role whose other wildcards are explained', () => {
    const changed = widened(whole, 'acme-iad-controller', 'ec2:DeleteTransitGatewayRoute', { Resource: '*' });
    expect(unreviewed(changed)).toContain('  ec2:DeleteTransitGatewayRoute on * (unexplained)');
    expect(unexplained(permissionsIn(changed))).toContain(
      'ControllerStack Reconciler/Handler/Function: ec2:DeleteTransitGatewayRoute on *',
    );
  });

  it('fails when it permits the items of another site', () => {
    const Condition = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['audit#iad', 'audit#pdx'] } };
    expect(
      unreviewed(widened(whole, 'acme-iad-controller', 'dynamodb:BatchWriteItem', { Condition })).join(),
    ).toContain('audit#SITE, audit#OTHER-SITE');
  });

  it('fails when it loses its condition', () => {
    const changed = widened(whole, 'acme-iad-controller', 'events:PutEvents', { Condition: {} });
    expect(unreviewed(changed)).toEqual(['  events:PutEvents on arn:aws:events:REGION:ACCOUNT:event-bus/default']);
  });

  it('fails when a policy that another stack attaches permits another list', () => {
    const Resource = 'arn:aws:ec2:us-east-1:111122223333:prefix-list/pl-1';
    const changed = widened(whole, 'acme-iad', 'ec2:GetManagedPrefixListEntries', { Resource });
    expect(unreviewed(changed)).toContain(
      `  ec2:GetManagedPrefixListEntries on ${Resource.replace('us-east-1', 'REGION')}`,
    );
  });
});

/** IAM's names for services that the SDK calls otherwise, and for calls. */
const SERVICES: Readonly<Record<string, string>> = {
  'direct-connect': 'directconnect',
  eventbridge: 'events',
  'route-53': 'route53',
};
const ACTIONS: Readonly<Record<string, string>> = { 'lambda:Invoke': 'lambda:InvokeFunction' };

/** Not called by code of ours: a service does it with the role, or on its behalf. */
const BY_AWS: readonly RegExp[] = [
  /^kms:/, // a service that encrypts asks for its key
  /^logs:/, // Lambda writes the log
  /^sqs:SendMessage$/, // Lambda puts away what failed
  /^ec2:CreateTags$|^iam:CreateServiceLinkedRole$/, // EC2 does it with what it makes
  /^dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams)$/, // Lambda reads the stream
  /^ec2:(Assign|Unassign)PrivateIpAddresses$|^ec2:(Create|Delete|Describe)NetworkInterfaces?$|^ec2:DescribeSubnets$/, // Lambda makes the interface
];

/** What comes with the adapters that a function reads by, and that it has no need to call: its role does not let it. */
const BARRED: Readonly<Record<string, readonly string[]>> = {
  'health-event': ['dynamodb:GetItem'],
  'maintenance-mail': ['dynamodb:GetItem'],
};

describe('the code of a function', () => {
  const callable = new Map(
    describeBundles().map((description) => {
      const { handler, clients } = contentsOf(description);
      const actions = clients.flatMap(({ service, calls }) =>
        calls.map((call) => `${SERVICES[service] ?? service}:${call}`),
      );
      return [handler, new Set(actions.map((action) => ACTIONS[action] ?? action))];
    }),
  );

  /** Actions that the functions with this code are permitted, in any example. */
  function permitted(handler: string): ReadonlySet<string> {
    const code = codes.get(handler);
    const actions = synthesized.flatMap((whole) => {
      const assets = readdirSync(whole.outdir).filter((name) => {
        if (!name.startsWith('asset.')) return false;
        const files = readdirSync(path.join(whole.outdir, name));
        return files.includes('index.js') && readFileSync(path.join(whole.outdir, name, 'index.js'), 'utf8') === code;
      });
      const keys = assets.map((name) => `${name.slice('asset.'.length)}.zip`);
      const found = permissionsIn(whole, (resource) => keys.includes(codeKey(resource)));
      return found.flatMap(({ effect, action }) => (effect === 'Allow' ? [action] : []));
    });
    if (actions.length === 0) throw new Error(`no function of an example has the code of ${handler}, or a role`);
    return new Set(actions);
  }

  function codeKey({ Properties }: Resource): string {
    return (Properties.Code as { readonly S3Key?: string } | undefined)?.S3Key ?? '';
  }

  const handlers = [...callable.keys()];

  it.each(handlers)('%s calls everything that it may call', (handler) => {
    const ours = [...permitted(handler)].filter((action) => !BY_AWS.some((pattern) => pattern.test(action)));
    expect(ours.filter((action) => !callable.get(handler)?.has(action))).toEqual([]);
  });

  it.each(handlers)('%s may call everything that it calls', (handler) => {
    const may = permitted(handler);
    const barred = BARRED[handler] ?? [];
    const calls = [...(callable.get(handler) ?? [])];
    expect(calls.filter((action) => !may.has(action) && !barred.includes(action))).toEqual([]);
    expect(barred.filter((action) => may.has(action) || !calls.includes(action))).toEqual([]);
  });
});
