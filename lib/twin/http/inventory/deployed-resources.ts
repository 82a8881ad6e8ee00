// Pure: the resources of an assembly with their properties as texts, and a note of each that only a deployment on AWS could
// tell.

import type { Assembly, StackTemplate } from '../../../verify/assembly';
import { idsOf } from '../../../verify/facts/existing';
import { existence, type Resource, resourcesOf } from '../../../verify/facts/resource';
import { field } from '../../../verify/json';
import { existingIn } from '../../../verify/metadata';
import { DeployedValues } from './deployed-values';

export class DeployedResources {
  /** What was not read, with the reasons. */
  readonly unread: string[] = [];
  private readonly values: DeployedValues;
  private readonly resources: readonly Resource[];

  constructor(private readonly assembly: Assembly) {
    const existing = idsOf(existingIn(assembly));
    this.values = new DeployedValues(existing);
    this.resources = resourcesOf(assembly, existing);
  }

  /** Those that are there for certain. */
  of(...types: readonly string[]): readonly Resource[] {
    return this.resources.filter((resource) => types.includes(resource.type) && existence(resource).ok);
  }

  byId(id: string): Resource | undefined {
    return this.resources.find((resource) => resource.id === id);
  }

  get stacks(): readonly StackTemplate[] {
    return this.assembly.stacks;
  }

  /** Undefined, and noted, when only a deployment can tell. */
  text(resource: Resource, value: unknown): string | undefined {
    return this.textIn(resource.scope.stack, resource.source, value);
  }

  /** The same of a value that belongs to no resource: an output of a stack. */
  textIn(stack: StackTemplate, source: string, value: unknown): string | undefined {
    const text = this.values.text({ assembly: this.assembly, stack }, value);
    if (text.ok) return text.value;
    this.unread.push(`${source}: ${text.error}`);
    return undefined;
  }

  /** The text of a property that the resource has. */
  property(resource: Resource, name: string): string | undefined {
    const value = templateValue(resource, name);
    return value === undefined ? undefined : this.text(resource, value);
  }

  number(resource: Resource, name: string): number | undefined {
    const text = this.property(resource, name);
    const value = Number(text);
    return text !== undefined && Number.isSafeInteger(value) ? value : undefined;
  }
}

/** A property as the template has it. */
export function templateValue({ body }: Resource, name: string): unknown {
  return field(field(body, 'Properties'), name);
}

export function regionOf({ scope }: Resource): string {
  return scope.stack.region ?? '';
}
