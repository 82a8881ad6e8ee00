// Pure: what a template deploys and does not show: what macros and modules make, and the resources of nested stacks whose
// template is not there. It may be a route to anywhere in any table of the region, so that is what it counts as.

import { entriesOf, field, isObject, listOf, textField } from '../json';
import { holds } from '../resolve';
import { STACK } from '../resolve/stacks';
import { type Scope, Settled, unknown } from '../resolve/value';

/** Macros of AWS that make no route, beside the one that is understood. */
const HARMLESS: ReadonlySet<string> = new Set([
  'AWS::CodeDeployBlueGreen',
  'AWS::LanguageExtensions',
  'AWS::SecretsManager-2020-07-23',
  'AWS::SecretsManager-2024-09-16',
  'AWS::Serverless-2016-10-31',
  'AWS::ServiceCatalog',
]);

const MACRO = 'Fn::Transform';

/** What may be hidden and decides where packets go: a route of a gateway and one of a VPC. */
const ROUTES = ['AWS::EC2::TransitGatewayRoute', 'AWS::EC2::Route'] as const;

function macroName(transform: unknown): string {
  return textField(transform, 'Name') ?? String(transform);
}

/** Macros that the whole template goes through. */
function macrosOf(template: unknown): readonly string[] {
  const transform = field(template, 'Transform');
  const list = Array.isArray(transform) ? listOf(transform) : transform === undefined ? [] : [transform];
  const inside = [template, field(template, 'Resources')].flatMap((map) => field(map, MACRO) ?? []);
  return [...list, ...inside].map(macroName).filter((name) => !HARMLESS.has(name));
}

/** Why a resource may stand for others. */
function hiddenBehind({ assembly, stack }: Scope, logicalId: string, body: unknown): string | undefined {
  const type = textField(body, 'Type') ?? '';
  if (field(body, MACRO) !== undefined) return `macro ${macroName(field(body, MACRO))} may make any resource of it`;
  if (type.endsWith('::MODULE')) return `module ${type} may hold any resource`;
  const isNested = ({ parent }: Scope['stack']) => parent?.stack === stack.id && parent.logicalId === logicalId;
  if (type !== STACK || assembly.stacks.some(isNested)) return undefined;
  return 'the template of the nested stack is not read, and it may hold any resource';
}

function isGone(scope: Scope, body: unknown): boolean {
  const condition = field(body, 'Condition');
  const there = condition === undefined ? undefined : holds(scope, condition);
  return there?.ok === true && !there.value;
}

function routesThatMayBe(name: string, why: string): readonly (readonly [string, unknown])[] {
  const anything = new Settled(unknown(why));
  return ROUTES.map((Type) => [`${name} (${Type})`, { Type, Condition: anything, Properties: anything }]);
}

/** Resources in place of those that are hidden; none where nothing is. */
export function hiddenIn(scope: Scope): readonly (readonly [string, unknown])[] {
  const { template } = scope.stack;
  const macros = macrosOf(template).map((name) => [name, `macro ${name} may add any resource`] as const);
  const behind = entriesOf(field(template, 'Resources')).flatMap(([logicalId, body]) => {
    const why = isObject(body) && !isGone(scope, body) ? hiddenBehind(scope, logicalId, body) : undefined;
    return why === undefined ? [] : [[logicalId, why] as const];
  });
  return [...macros, ...behind].flatMap(([name, why]) => routesThatMayBe(name, why));
}
