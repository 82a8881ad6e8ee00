// Pure: puts the backbone together from the parts that stacks carry as metadata.

import { allFlows, type Backbone } from '../routing/backbone';
import { METADATA_KEY } from '../routing/tags';
import type { Acknowledgement } from './acknowledgements';
import type { Assembly } from './assembly';
import type { ExistingPart } from './facts/existing';
import { type Finding, finding } from './findings';
import { canonicalJson, compareText, field } from './json';
import { fragmentSchema, type ReadFragment } from './metadata-schema';

interface MergedBackbone {
  /** Absent when no stack describes the backbone as a whole. */
  readonly backbone?: Backbone;
  readonly findings: readonly Finding[];
}

interface Part<T> {
  readonly stack: string;
  readonly value: T;
}

interface Parts {
  readonly fragments: readonly Part<ReadFragment>[];
  readonly findings: readonly Finding[];
}

function sourceOf(stack: string): string {
  return `${stack} Metadata.${METADATA_KEY}`;
}

function readFragments(assembly: Assembly): Parts {
  const fragments: Part<ReadFragment>[] = [];
  const findings: Finding[] = [];
  for (const { id, template } of assembly.stacks) {
    const metadata = field(field(template, 'Metadata'), METADATA_KEY);
    if (metadata === undefined) continue;
    const parsed = fragmentSchema.safeParse(metadata);
    if (parsed.success) fragments.push({ stack: id, value: parsed.data });
    else
      for (const { path, message } of parsed.error.issues)
        findings.push(
          finding('verify-metadata-invalid', {
            message: `${[METADATA_KEY, ...path].map(String).join('.')} of stack ${id} cannot be read: ${message}`,
            fix: 'synthesize again with the same version of detour that verifies',
            source: sourceOf(id),
          }),
        );
  }
  return { fragments, findings };
}

interface Merged<T> {
  readonly values: readonly T[];
  readonly findings: readonly Finding[];
}

function contradictionText(one: string, other: string, what: string): string {
  if (one === other) return `stack ${one} describes ${what} twice, and differently`;
  return `stacks ${one} and ${other} describe ${what} differently`;
}

/** One value per name, the first stack's; whatever else is said of the name has to agree with it. */
function merge<T>(what: string, parts: readonly Part<T>[], nameOf: (value: T) => string): Merged<T> {
  const first = new Map<string, Part<T>>();
  const findings: Finding[] = [];
  for (const part of parts) {
    const name = nameOf(part.value);
    const known = first.get(name);
    if (!known) first.set(name, part);
    else if (canonicalJson(known.value) !== canonicalJson(part.value))
      findings.push(
        finding('verify-metadata-contradiction', {
          message: contradictionText(known.stack, part.stack, `${what} ${name}`),
          fix: 'synthesize all stacks again from one topology file',
          source: sourceOf(part.stack),
        }),
      );
  }
  const sorted = [...first.entries()].sort(([a], [b]) => compareText(a, b));
  return { values: sorted.map(([, { value }]) => value), findings };
}

function spread<T>(fragments: readonly Part<ReadFragment>[], pick: (fragment: ReadFragment) => readonly T[]) {
  return fragments.flatMap(({ stack, value }) => pick(value).map((item): Part<T> => ({ stack, value: item })));
}

function missing(message: string): Finding {
  return finding('verify-metadata-missing', {
    message,
    fix: 'synthesize all stacks of the backbone into one assembly',
  });
}

/** Names that are used and that nothing describes. */
function danglingNames(backbone: Backbone, refined: readonly { readonly from: string; readonly to: string }[]) {
  const sites = new Set(backbone.sites.map((site) => site.name));
  const links = backbone.links.flatMap(({ name, between }) =>
    between
      .filter((site) => !sites.has(site))
      .map((site) => `link ${name} leads to site ${site}, which no stack describes`),
  );
  const flows = refined.flatMap(({ from, to }) =>
    [from, to]
      .filter((site) => !sites.has(site))
      .map((site) => `flow ${from} to ${to} names ${site}, which no stack describes`),
  );
  return [...links, ...flows].map(missing);
}

/** What the stacks use and did not make, as far as their metadata can be read. */
export function existingIn(assembly: Assembly): readonly ExistingPart[] {
  return assembly.stacks.flatMap(({ region, template }) => {
    const parsed = fragmentSchema.safeParse(field(field(template, 'Metadata'), METADATA_KEY));
    return parsed.success && parsed.data.existing ? [{ region, ...parsed.data.existing }] : [];
  });
}

/** What the topology file accepts, which every site's stack repeats. */
export function acceptedIn(assembly: Assembly): readonly Acknowledgement[] {
  return assembly.stacks.flatMap(({ template }) => {
    const parsed = fragmentSchema.safeParse(field(field(template, 'Metadata'), METADATA_KEY));
    return parsed.success ? (parsed.data.accepted ?? []) : [];
  });
}

/** The backbone that the stacks describe together, and everything that does not fit. */
export function mergeMetadata(assembly: Assembly): MergedBackbone {
  const { fragments, findings } = readFragments(assembly);
  const wholes = merge(
    'the whole of',
    spread(fragments, ({ backbone }) => (backbone ? [backbone] : [])),
    () => 'the backbone',
  );
  const sites = merge(
    'site',
    spread(fragments, (fragment) => fragment.sites ?? []),
    (site) => site.name,
  );
  const links = merge(
    'link',
    spread(fragments, (fragment) => fragment.links ?? []),
    (link) => link.name,
  );
  const all = [...findings, ...wholes.findings, ...sites.findings, ...links.findings];
  const [whole] = wholes.values;
  if (!whole) {
    const silent = fragments.length === 0 && findings.length === 0;
    return { findings: silent ? [] : [...all, missing('no stack describes the backbone as a whole')] };
  }
  const flows = allFlows(sites.values, whole.flows);
  const backbone: Backbone = {
    name: whole.name,
    policy: whole.policy,
    sites: sites.values,
    links: links.values,
    flows,
  };
  return { backbone, findings: [...all, ...danglingNames(backbone, whole.flows)] };
}
