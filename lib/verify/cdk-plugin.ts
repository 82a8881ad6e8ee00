// The verifier as a plugin of the CDK: `Validations.of(app).addPlugins(new DetourVerification())` has every synthesis
// judge what it has written.

import {
  CfnResource,
  type IPolicyValidationContext,
  type IPolicyValidationPlugin,
  type PolicyValidationPluginReport,
  type PolicyViolatingResource,
  type PolicyViolation,
  Stack,
  Stage,
  Validations,
} from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { version } from '../../package.json';
import type { Issue } from '../net/issue';
import { type Acknowledgement, isAtOrBelow, PLUGIN_NAME } from './acknowledgements';
import type { Assembly, StackTemplate } from './assembly';
import { withPaths } from './construct-paths';
import type { Finding } from './findings';
import { placesOf } from './places';
import { acknowledgedBy } from './read-acknowledgements';
import { readAssembly } from './read-assembly';
import { understand, verify } from './verify';
import { type Violation, violationsOf } from './violations';

export interface DetourVerificationProps {
  /**
   * The least severe finding that fails the synthesis: `warning` fails it for warnings, too.
   *
   * @default - `error`
   */
  readonly failOn?: 'error' | 'warning';
  /**
   * Also fails each shared risk together with each link, which takes longer.
   *
   * @default false
   */
  readonly deep?: boolean;
  /**
   * What parameters are given when the stacks are deployed: values by `name`, or by `stack.name` for one stack.
   *
   * @default - a parameter has its default; what depends on one without is unknown
   */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** The stacks of the app or of one stage, which the CDK writes as an assembly of their own. */
interface Part {
  readonly stage: Stage;
  readonly stacks: readonly Stack[];
}

/** What a resource is called in templates, by its construct path. */
type Resources = ReadonlyMap<string, PolicyViolatingResource>;

/**
 * Judges the networks that an app builds, and fails its synthesis for errors. Each stage is a deployment of its own, and is
 * judged by itself: the CDK lets no stack refer to one of another stage.
 *
 * A finding is acknowledged with its id and a reason on the construct that it points at, or on one above it:
 * `Validations.of(stack).acknowledge({ id: 'Detour::verify-single-point-of-failure[iad-pdx]', reason: '…' })`.
 */
export class DetourVerification implements IPolicyValidationPlugin {
  readonly name = PLUGIN_NAME;
  readonly version = version;
  private readonly failOn: 'error' | 'warning';
  private readonly deep: boolean;
  private readonly parameters: readonly string[];

  constructor(props: DetourVerificationProps = {}) {
    this.failOn = props.failOn ?? 'error';
    this.deep = props.deep ?? false;
    this.parameters = Object.entries(props.parameters ?? {}).map(([name, value]) => `${name}=${value}`);
  }

  /** Throws when the assembly cannot be read, which the CDK reports as a failure of the plugin. */
  validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const parts = partsOf(context);
    const whole = read(context.appConstruct, this.parameters);
    const judged = parts.map((part) => ({ part, violations: this.judge(context.appConstruct, whole, part) }));
    const violations = toldOnce(judged);
    const failing = violations.filter((each) => !each.isAcknowledged && this.fails(each));
    const resources = resourcesOf(parts);
    return { success: failing.length === 0, violations: violations.map((each) => this.reported(each, resources)) };
  }

  private fails({ severity }: Pick<Violation, 'severity'>): boolean {
    return severity === 'error' || severity === this.failOn;
  }

  private judge(app: IConstruct, whole: Assembly, part: Part): readonly Violation[] {
    const understood = understand({ ...ofPart(whole, part), acknowledgements: acknowledgementsFor(app, part) });
    const { findings, labels } = verify(understood, { deep: this.deep });
    const placeOf = placesOf(understood);
    const constructs = new Set(app.node.findAll().map(({ node }) => node.path));
    const isOfApp = ({ code }: Finding) => code.startsWith('verify-acknowledgement-');
    // What is at no construct is at the stage: the CDK leaves out what is at none that it knows.
    const place = (finding: Finding) => {
      const at = placeOf(finding);
      const isAt = at !== '' && constructs.has(at);
      return isAt || isOfApp(finding) ? at : part.stage.node.path;
    };
    return violationsOf(findings, place, labels);
  }

  /** The CDK decides by severity alone when something is acknowledged, so what fails the synthesis is an error. */
  private reported(violation: Violation, resources: Resources): PolicyViolation {
    const { id, place, description, fix, severity, details } = violation;
    return {
      ruleName: id,
      description,
      fix,
      severity: this.fails(violation) ? 'error' : severity,
      ruleMetadata: { ...details, severity },
      // A value of its own, since the CDK writes into it.
      violatingResources: [{ ...(resources.get(place) ?? { constructPath: place, locations: [] }) }],
    };
  }
}

function partsOf({ appConstruct, stackTemplates }: IPolicyValidationContext): readonly Part[] {
  const paths = new Set(stackTemplates.map(({ stackConstructPath }) => stackConstructPath));
  const parts = new Map<Stage, Stack[]>();
  for (const stack of appConstruct.node.findAll()) {
    const stage = Stage.of(stack);
    if (!Stack.isStack(stack) || !stage || !paths.has(stack.node.path)) continue;
    parts.set(stage, [...(parts.get(stage) ?? []), stack]);
  }
  return [...parts].map(([stage, stacks]) => ({ stage, stacks }));
}

function sayIssue({ position, path, problem, got }: Issue): string {
  return `${position?.file ?? path.join('.')} ${problem}: ${got}`;
}

/** What the app has written, with all of its stages. */
function read(app: IConstruct, parameters: readonly string[]): Assembly {
  const assembly = readAssembly(Stage.isStage(app) ? app.outdir : '', { parameters });
  if (!assembly.ok) throw new Error(assembly.error.map(sayIssue).join('; '));
  return assembly.value;
}

/** The assembly of a part alone, with the construct path of every resource. */
function ofPart(whole: Assembly, { stacks }: Part): Assembly {
  const all = new Map(whole.stacks.map((stack) => [stack.id, stack]));
  const byId = new Map(stacks.map((stack) => [stack.artifactId, stack]));
  const isOfPart = ({ id, parent }: StackTemplate): boolean => {
    const outer = all.get(parent?.stack ?? '');
    return outer ? isOfPart(outer) : byId.has(id);
  };
  return {
    ...whole,
    stacks: whole.stacks.filter(isOfPart).map(({ acknowledgements: _, ...stack }) => {
      const construct = byId.get(stack.id);
      return construct ? { ...stack, template: withPaths(stack.template, pathsIn(construct)) } : stack;
    }),
  };
}

/** Those of nested stacks, too. */
function resourcesBelow(stack: Stack): readonly CfnResource[] {
  return stack.node.findAll().filter((construct) => CfnResource.isCfnResource(construct));
}

function logicalIdOf(resource: CfnResource): string {
  return resource.stack.resolve(resource.logicalId);
}

function pathsIn(stack: Stack): ReadonlyMap<string, string> {
  const own = resourcesBelow(stack).filter((resource) => resource.stack === stack);
  return new Map(own.map((resource) => [logicalIdOf(resource), resource.node.path]));
}

function resourcesOf(parts: readonly Part[]): Resources {
  const entries = parts.flatMap(({ stage, stacks }) =>
    stacks.flatMap((stack) =>
      resourcesBelow(stack).map((resource): [string, PolicyViolatingResource] => {
        const constructPath = resource.node.path;
        const templatePath = `${stage.outdir}/${resource.stack.templateFile}`;
        return [
          constructPath,
          { resourceLogicalId: logicalIdOf(resource), constructPath, templatePath, locations: [] },
        ];
      }),
    ),
  );
  return new Map(entries);
}

/** What is acknowledged in a part and above it, but not in a stage of its own below it. */
function acknowledgementsFor(app: IConstruct, { stage }: Part): readonly Acknowledgement[] {
  const above = new Set<IConstruct>(stage.node.scopes);
  return app.node
    .findAll()
    .filter((construct) => above.has(construct) || Stage.of(construct) === stage)
    .flatMap(({ node }) =>
      node.metadata
        .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
        .flatMap(({ data }) => acknowledgedBy(data, node.path)),
    );
}

interface Judged {
  readonly part: Part;
  readonly violations: readonly Violation[];
}

/** What is acknowledged above several stages is unused when none of them needs it, and is told once. */
function toldOnce(judged: readonly Judged[]): readonly Violation[] {
  const has = ({ violations }: Judged, key: string) => violations.some((each) => JSON.stringify(each) === key);
  const isUnused = (key: string, { place }: Violation) =>
    judged.filter(({ part }) => isAtOrBelow(part.stage.node.path, place)).every((each) => has(each, key));
  const once = new Map(judged.flatMap((each) => each.violations).map((each) => [JSON.stringify(each), each]));
  return [...once].flatMap(([key, violation]) =>
    violation.id !== 'verify-acknowledgement-unused' || isUnused(key, violation) ? [violation] : [],
  );
}
