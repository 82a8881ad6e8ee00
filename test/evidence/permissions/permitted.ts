// Who may do what in the stacks of a topology, read from the templates: each role with everything that is attached to it.

import type { App } from 'aws-cdk-lib';
import { ACKNOWLEDGEMENT, type Acknowledgement } from '../../../lib/constructs/acknowledge';
import { buildStacks } from '../../../lib/stacks/backbone-stacks';
import { detourApp } from '../../../lib/stacks/detour-app';
import { DetourStack } from '../../../lib/stacks/detour-stack';
import type { Topology } from '../../../lib/topology/topology';
import {
  type Assembly,
  buildHandlers,
  pathOf,
  type Read,
  type Resource,
  readAssembly,
  readsOf,
} from '../../support/assembly';
import { temporaryFolder } from '../../support/folders';
import { findingText, labelled, type Place, valueText } from './names';

export interface Permission {
  /** Class of the stack, and path of the function in it; of the role where no function has it. */
  readonly who: string;
  readonly effect: 'Allow' | 'Deny';
  readonly action: string;
  readonly resource: string;
  /** Empty: under no condition. */
  readonly condition: string;
  /** Absent: it holds no wildcard, or takes something away. */
  readonly wildcard?: 'explained' | 'unexplained';
}

interface Explained extends Acknowledgement {
  /** Path of the construct that acknowledges. */
  readonly at: string;
}

/** What was synthesized, as values. */
export interface Synthesized {
  readonly topology: Topology;
  readonly assembly: Assembly;
  /** Class and site of each stack. */
  readonly kinds: ReadonlyMap<string, { readonly kind: string; readonly site?: string }>;
  readonly explained: readonly Explained[];
  readonly outdir: string;
}

export function synthesizedStacks(topology: Topology): Synthesized {
  buildHandlers();
  const outdir = temporaryFolder();
  const built = buildStacks(detourApp(outdir), topology);
  if (!built.ok) throw new Error(`the stacks refuse ${topology.name}`);
  built.value.synth();
  const kinds = built.value.node.children.map((child): [string, { kind: string; site?: string }] => [
    child.node.id,
    { kind: child.constructor.name, ...(child instanceof DetourStack ? { site: child.site.name } : {}) },
  ]);
  return {
    topology,
    assembly: readAssembly(outdir),
    kinds: new Map(kinds),
    explained: acknowledgements(built.value),
    outdir,
  };
}

function acknowledgements(app: App): readonly Explained[] {
  return app.node
    .findAll()
    .flatMap(({ node }) =>
      node.metadata
        .filter(({ type }) => type === ACKNOWLEDGEMENT)
        .map(({ data }) => ({ ...(data as Acknowledgement), at: node.path })),
    );
}

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface Attached {
  /** Path of the construct that holds the statement. */
  readonly at: string;
  readonly statement: Statement;
  readonly place: Place;
}

const fullPath = (resource: Resource) => String(resource.Metadata?.['aws:cdk:path']);
const statementsIn = (document: unknown) => (document as { readonly Statement: readonly Statement[] }).Statement;
const isOneOf = (roles: unknown, id: string) =>
  (roles as readonly { readonly Ref?: string }[]).some(({ Ref }) => Ref === id);

function placeIn({ topology, assembly, kinds }: Synthesized, stackName: string, about: string): Place {
  const stack = assembly.get(stackName);
  if (!stack) throw new Error(`no stack ${stackName}`);
  const site = kinds.get(stackName)?.site;
  const own = topology.links.filter(
    ({ name }) => about.split('/').includes(name) || stackName === `${topology.prefix}-link-${name}`,
  );
  const ofSite = topology.links.filter(({ between }) => site === undefined || between.includes(site));
  const links = (own.length > 0 ? own : ofSite).map(({ name }) => name);
  return { topology, site, region: stack.region, links, template: stack.template };
}

/** Statements of a policy that another stack made: one of those whose ARNs it offers joined by commas. */
function managed(whole: Synthesized, arn: unknown, about: string): readonly Attached[] {
  const text = JSON.stringify(arn);
  const [, index = ''] = /^{"Fn::Select":\[(\d+),{"Fn::Split":\[",",{"Fn::GetStackOutput":/.exec(text) ?? [];
  const [{ StackName = '', OutputName = '' } = {}] = readsOf({ arn }) as readonly Partial<Read>[];
  const template = whole.assembly.get(StackName)?.template;
  const refs = [...JSON.stringify(template?.Outputs?.[OutputName] ?? {}).matchAll(/"Ref":"(\w+)"/g)];
  const policy = template?.Resources[refs[Number(index)]?.[1] ?? ''];
  if (index === '' || !policy) throw new Error(`a role has a policy of nobody here: ${text}`);
  return statementsIn(policy.Properties.PolicyDocument).map((statement) => ({
    at: fullPath(policy),
    statement,
    place: placeIn(whole, StackName, about),
  }));
}

function attachedTo(whole: Synthesized, stackName: string, id: string, about: string): readonly Attached[] {
  const place = placeIn(whole, stackName, about);
  const { Resources } = place.template;
  const role = Resources[id];
  const { Policies = [], ManagedPolicyArns = [] } = (role?.Properties ?? {}) as Record<string, readonly unknown[]>;
  const policies = Object.values(Resources).filter(
    ({ Type, Properties }) => Type === 'AWS::IAM::Policy' && isOneOf(Properties.Roles, id),
  );
  const documents = [
    ...Policies.map((policy) => [role, (policy as { readonly PolicyDocument: unknown }).PolicyDocument] as const),
    ...policies.map((policy) => [policy, policy.Properties.PolicyDocument] as const),
  ];
  return [
    ...documents.flatMap(([holder, document]) =>
      holder ? statementsIn(document).map((statement) => ({ at: fullPath(holder), statement, place })) : [],
    ),
    ...ManagedPolicyArns.flatMap((arn) => managed(whole, arn, about)),
  ];
}

/** What takes the role: functions, else whatever it was made for, which is the role itself. */
function takersOf(place: Place, id: string): readonly Resource[] {
  const takes = (value: unknown) => JSON.stringify(value) === JSON.stringify({ 'Fn::GetAtt': [id, 'Arn'] });
  const functions = Object.values(place.template.Resources).filter(
    ({ Type, Properties }) => Type === 'AWS::Lambda::Function' && takes(Properties.Role),
  );
  const role = place.template.Resources[id];
  return functions.length > 0 ? functions : role ? [role] : [];
}

/** A wildcard for everything is explained action by action: it says of which there is no narrower permission. */
function isExplained({ explained }: Synthesized, at: string, finding: string, action: string): boolean {
  return explained.some(
    ({ rule, findings = [], reason, at: where }) =>
      rule === 'AwsSolutions-IAM5' &&
      at.startsWith(`${where}/`) &&
      findings.includes(finding) &&
      (finding !== 'Resource::*' || reason.includes(action)),
  );
}

function wildcardOf(whole: Synthesized, { at, statement }: Attached, action: string, resource: unknown) {
  if (statement.Effect === 'Deny') return undefined;
  const findings = [
    ...(action.includes('*') ? [`Action::${action}`] : []),
    ...(findingText(resource).includes('*') ? [`Resource::${findingText(resource)}`] : []),
  ];
  if (findings.length === 0) return undefined;
  return findings.every((finding) => isExplained(whole, at, finding, action)) ? 'explained' : 'unexplained';
}

function conditionText({ Condition = {} }: Statement, place: Place): string {
  return Object.entries(Condition)
    .flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, value]) => `${operator} ${key} = ${valueText(value, place)}`),
    )
    .join(' and ');
}

function permissionsOf(whole: Synthesized, who: string, attached: Attached): readonly Permission[] {
  const { statement, place } = attached;
  return [statement.Action].flat().flatMap((action) =>
    [statement.Resource].flat().map((resource): Permission => {
      const wildcard = wildcardOf(whole, attached, action, resource);
      return {
        who,
        effect: statement.Effect,
        action,
        resource: valueText(resource, place),
        condition: conditionText(statement, place),
        ...(wildcard === undefined ? {} : { wildcard }),
      };
    }),
  );
}

/** Of every role of every stack; `wanted` says of whom, by their resources. */
export function permissionsIn(
  whole: Synthesized,
  wanted: (taker: Resource) => boolean = () => true,
): readonly Permission[] {
  return [...whole.assembly].flatMap(([stackName, { template }]) => {
    const roles = Object.entries(template.Resources).filter(([, { Type }]) => Type === 'AWS::IAM::Role');
    return roles.flatMap(([id]) =>
      takersOf(placeIn(whole, stackName, ''), id)
        .filter(wanted)
        .flatMap((taker) => {
          const about = pathOf(taker);
          const who = `${whole.kinds.get(stackName)?.kind} ${labelled(about, placeIn(whole, stackName, about))}`;
          return attachedTo(whole, stackName, id, about).flatMap((attached) => permissionsOf(whole, who, attached));
        }),
    );
  });
}

/** What the CDK puts around each custom resource is the same for all, and said once. */
const FRAMEWORK = /^\S+ (.*\/)(Provider\/(?:framework-\w+|waiter-state-machine\/Role))$/;

function once(permission: Permission): Permission {
  const [, scope = '', part = ''] = FRAMEWORK.exec(permission.who) ?? [];
  if (part === '') return permission;
  return { ...permission, who: `every ${part}`, resource: permission.resource.replace(`<${scope}`, '<') };
}

/** One line each, sorted, without repetition, below whose they are. */
export function permissionList(permissions: readonly Permission[]): readonly string[] {
  const byTaker = new Map<string, Set<string>>();
  for (const { who, effect, action, resource, condition, wildcard } of permissions.map(once)) {
    const what = `${effect === 'Deny' ? 'not ' : ''}${action} on ${resource}`;
    const line = [
      what,
      condition === '' ? [] : `if ${condition}`,
      wildcard === undefined ? [] : `(${wildcard})`,
    ].flat();
    byTaker.set(who, (byTaker.get(who) ?? new Set()).add(`  ${line.join(' ')}`));
  }
  return [...byTaker].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([who, lines]) => [who, ...[...lines].sort()]);
}
