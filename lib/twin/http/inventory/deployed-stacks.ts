// Pure: the stacks of an assembly with their outputs, the lists of prefixes by name, and the functions that go by one.

import { entriesOf, field } from '../../../verify/json';
import { type DeployedResources, regionOf } from './deployed-resources';
import type { Inventory } from './inventory';

const FUNCTION = 'AWS::Lambda::Function';
const PREFIX_LIST = 'AWS::EC2::PrefixList';

export function deployedStacks(resources: DeployedResources): Inventory['stacks'] {
  return resources.stacks.map((stack) => ({
    name: stack.name,
    region: stack.region ?? '',
    outputs: entriesOf(field(stack.template, 'Outputs')).flatMap(([key, output]) => {
      const value = resources.textIn(stack, `${stack.id} output ${key}`, field(output, 'Value'));
      return value === undefined ? [] : [{ key, value }];
    }),
  }));
}

/** A list without a name goes by its id. */
export function deployedPrefixListNames(resources: DeployedResources): Inventory['prefixListNames'] {
  const named = resources.of(PREFIX_LIST).flatMap((resource): [string, string][] => {
    const name = resources.property(resource, 'PrefixListName');
    return name === undefined ? [] : [[resource.id, name]];
  });
  return new Map(named);
}

/** Those whose name is given: only an account knows how it calls the others. */
export function deployedFunctions(resources: DeployedResources): Inventory['functions'] {
  return resources.of(FUNCTION).flatMap((resource) => {
    const name = resources.property(resource, 'FunctionName');
    if (name === undefined) return [];
    const reserved = resources.number(resource, 'ReservedConcurrentExecutions');
    return [{ name, region: regionOf(resource), ...(reserved === undefined ? {} : { reserved }) }];
  });
}
