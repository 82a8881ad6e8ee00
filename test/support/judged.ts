// Assemblies for verification: synthesized ones as values, edits of their templates, and stacks written by hand.

import type { Topology } from '../../lib/topology/topology';
import type { Assembly, StackTemplate } from '../../lib/verify/assembly';
import type { Finding } from '../../lib/verify/findings';
import { isObject } from '../../lib/verify/json';
import { understand, type Verification, verify } from '../../lib/verify/verify';
import { assemblyOf } from './assembly';

/** The assembly that `cdk synth` writes for a topology. */
export function synthesized(topology: Topology): Assembly {
  const stacks = [...assemblyOf(topology).values()].map(({ name, region, template }) => ({
    id: name,
    name,
    region,
    template,
  }));
  return { stacks: stacks.sort((a, b) => (a.id < b.id ? -1 : 1)) };
}

/** One stack written by hand; its region is the same unless given. */
export function stack(id: string, template: unknown, changes: Partial<StackTemplate> = {}): StackTemplate {
  return { id, name: id, region: 'us-east-1', template, ...changes };
}

export interface Resource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** Construct path. */
  readonly path: string;
  readonly body: { readonly [key: string]: unknown; readonly Properties: Readonly<Record<string, unknown>> };
}

export function resources(assembly: Assembly, type?: string): readonly Resource[] {
  return assembly.stacks.flatMap(({ id, template }) => {
    const bodies = (template as { Resources: Record<string, Resource['body']> }).Resources;
    return Object.entries(bodies)
      .map(([logicalId, body]) => {
        const path = String((body.Metadata as Record<string, unknown> | undefined)?.['aws:cdk:path']);
        return { stack: id, logicalId, type: String(body.Type), path, body };
      })
      .filter((resource) => type === undefined || resource.type === type);
  });
}

/** The assembly with one value replaced, or taken away with `undefined`; `path` starts with the stack's id. */
export function edited(assembly: Assembly, [id, ...path]: readonly (string | number)[], value: unknown): Assembly {
  const stacks = assembly.stacks.map((s) => (s.id === id ? { ...s, template: replaced(s.template, path, value) } : s));
  return { stacks };
}

function replaced(whole: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(whole)) return whole.map((item, i) => (i === key ? replaced(item, rest, value) : item));
  const { [key]: inner, ...others } = isObject(whole) ? whole : {};
  const next = replaced(inner, rest, value);
  return next === undefined ? others : { ...others, [key]: next };
}

export function without(assembly: Assembly, { stack: id, logicalId }: Resource): Assembly {
  return edited(assembly, [id, 'Resources', logicalId], undefined);
}

/** The assembly with some properties of a resource replaced. */
export function changed(assembly: Assembly, { stack: id, logicalId, body }: Resource, properties: object): Assembly {
  return edited(assembly, [id, 'Resources', logicalId, 'Properties'], { ...body.Properties, ...properties });
}

export function verified(assembly: Assembly): Verification {
  return verify(understand(assembly));
}

export function findings(assembly: Assembly): readonly Finding[] {
  return verified(assembly).findings;
}

/** Codes of findings above info, each once, sorted. */
export function troubles(assembly: Assembly): readonly string[] {
  const codes = findings(assembly).flatMap(({ severity, code }) => (severity === 'info' ? [] : [code]));
  return [...new Set(codes)].sort();
}

export function errors(assembly: Assembly): readonly string[] {
  return findings(assembly).flatMap(({ severity, message }) => (severity === 'error' ? [message] : []));
}
