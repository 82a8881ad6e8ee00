// Pure: what one stack takes from another: exports, outputs, outputs of nested stacks, and the exports that the CDK
// replicates to other regions.

import type { Assembly, StackTemplate } from '../assembly';
import { entriesOf, field, textField } from '../json';
import { type At, type Follow, type Resolved, textOf, type Unknown, unknown } from './value';

/** The resource that makes a nested stack. */
export const STACK = 'AWS::CloudFormation::Stack';

/** The CDK's custom resources for references between regions. */
export const READER = 'Custom::CrossRegionExportReader';
const WRITER = 'Custom::CrossRegionExportWriter';

function valueOfOutput(at: At, stack: StackTemplate, output: string, found: unknown): Resolved {
  return at.once(stack, `output ${output}`, field(found, 'Value'));
}

/** Nothing says that two places differ. */
function mayBeSame(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}

/** Of those that may be in a region, the ones that are there for certain, if there are any. */
function inRegion<T extends { readonly stack: StackTemplate }>(
  candidates: readonly T[],
  region: string | undefined,
): readonly T[] {
  const exact = candidates.filter(({ stack }) => stack.region === region);
  return exact.length > 0 ? exact : candidates.filter(({ stack }) => mayBeSame(stack.region, region));
}

export const getStackOutput: Follow = (at, argument) => {
  const { assembly, stack: here } = at.scope;
  const name = textOf(at, field(argument, 'StackName'), 'the stack of Fn::GetStackOutput');
  const output = textOf(at, field(argument, 'OutputName'), 'the output of Fn::GetStackOutput');
  for (const part of [name, output]) if (typeof part === 'object') return unknown(part.why);
  const region = at.follow(field(argument, 'Region'));
  const there = region.kind === 'literal' ? String(region.value) : here.region;
  if (region.kind === 'unknown' || region.kind === 'resource')
    return unknown(`in which region ${name} is, is not known`);
  const named = assembly.stacks.filter((stack) => stack.name === name && !stack.parent).map((stack) => ({ stack }));
  const [only, ...more] = inRegion(named, there);
  if (!only || more.length > 0) return unknown(`stack ${name} in ${String(there)} is not in this assembly`);
  const found = field(field(only.stack.template, 'Outputs'), String(output));
  if (found === undefined) return unknown(`stack ${name} has no output ${output}`);
  return valueOfOutput(at, only.stack, String(output), found);
};

interface Export {
  readonly stack: StackTemplate;
  readonly id: string;
  readonly output: unknown;
}

const exporting = new WeakMap<Assembly, readonly Export[]>();

/** Every output that is exported, whatever its name is. */
function exportsOf(assembly: Assembly): readonly Export[] {
  const known = exporting.get(assembly);
  if (known) return known;
  const found = assembly.stacks.flatMap((stack) =>
    entriesOf(field(stack.template, 'Outputs')).flatMap(([id, output]) =>
      field(field(output, 'Export'), 'Name') === undefined ? [] : [{ stack, id, output }],
    ),
  );
  exporting.set(assembly, found);
  return found;
}

/** The export that an import means, by its name: those are unique in an account and region. */
export function exportMeant(at: At, argument: unknown): Export | Unknown {
  const { assembly, stack: here } = at.scope;
  const wanted = textOf(at, argument, 'the name of an import');
  if (typeof wanted !== 'string') return unknown(`the name of an import is not known: ${wanted.why}`);
  const named = exportsOf(assembly).filter(({ stack, id, output }) => {
    if (!mayBeSame(stack.region, here.region) || !mayBeSame(stack.account, here.account)) return false;
    const name = at.once(stack, `name of export ${id}`, field(field(output, 'Export'), 'Name'));
    return name.kind === 'literal' && String(name.value) === wanted;
  });
  const [only, ...more] = inRegion(named, here.region);
  return only && more.length === 0 ? only : unknown(`export ${wanted} is not in this assembly`);
}

export const importValue: Follow = (at, argument) => {
  const meant = exportMeant(at, argument);
  return 'kind' in meant ? meant : valueOfOutput(at, meant.stack, meant.id, meant.output);
};

/** An output of the stack that a resource makes. */
export function nestedOutput(at: At, logicalId: string, output: string): Resolved {
  const { assembly, stack: here } = at.scope;
  const nested = assembly.stacks.find(({ parent }) => parent?.stack === here.id && parent.logicalId === logicalId);
  if (!nested) return unknown(`the template of nested stack ${here.id}.${logicalId} is not read`);
  const found = field(field(nested.template, 'Outputs'), output);
  if (found === undefined) return unknown(`nested stack ${nested.id} has no output ${output}`);
  return valueOfOutput(at, nested, output, found);
}

/** What a writer in another stack puts into the parameter store of this region, under the name that a reader asks for. */
export function replicatedExport(at: At, name: string): Resolved {
  const { assembly, stack: here } = at.scope;
  const written = assembly.stacks.flatMap((stack) =>
    entriesOf(field(stack.template, 'Resources')).flatMap(([id, body]) => {
      const properties =
        textField(body, 'Type') === WRITER ? field(field(body, 'Properties'), 'WriterProps') : undefined;
      const value = field(field(properties, 'exports'), name);
      const region = at.once(stack, `region of ${id}`, field(properties, 'region'));
      const isHere = region.kind === 'literal' && mayBeSame(String(region.value), here.region);
      return value !== undefined && isHere ? [{ stack, id, value }] : [];
    }),
  );
  const [only, ...more] = written;
  if (!only || more.length > 0) return unknown(`no stack of this assembly writes ${name} to ${String(here.region)}`);
  return at.once(only.stack, `write ${only.id} ${name}`, only.value);
}
