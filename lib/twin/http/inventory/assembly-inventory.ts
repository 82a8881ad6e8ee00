// Pure: what an assembly deploys beside the network, by the ids that the network has.

import type { Assembly } from '../../../verify/assembly';
import type { Understanding } from '../../../verify/verify';
import { deployedHealthChecks, deployedRecords, deployedZones } from './deployed-dns';
import {
  deployedAssociations,
  deployedCustomerGateways,
  deployedEndpoints,
  deployedInterfaces,
  deployedVpns,
} from './deployed-links';
import { DeployedResources, regionOf } from './deployed-resources';
import { deployedFunctions, deployedPrefixListNames, deployedStacks } from './deployed-stacks';
import type { Inventory } from './inventory';

const PARAMETER = 'AWS::SSM::Parameter';
const TOPIC = 'AWS::SNS::Topic';

function deployedParameters(resources: DeployedResources): Inventory['parameters'] {
  return resources.of(PARAMETER).flatMap((resource) => {
    const value = resources.property(resource, 'Value');
    const name = resources.property(resource, 'Name') ?? resource.id;
    const type = resources.property(resource, 'Type') ?? 'String';
    return value === undefined ? [] : [{ name, region: regionOf(resource), type, value }];
  });
}

function deployedTopics(resources: DeployedResources): readonly string[] {
  return resources.of(TOPIC).flatMap((resource) => resources.text(resource, { Ref: resource.logicalId }) ?? []);
}

interface Deployed {
  readonly inventory: Inventory;
  /** What only a deployment on AWS could tell, with the reasons; it is left out. */
  readonly unread: readonly string[];
}

/** Sites of a stack without a region are in one of their own name; every peering has been accepted. */
export function inventoryIn(assembly: Assembly, { facts }: Understanding): Deployed {
  const resources = new DeployedResources(assembly);
  const inventory: Inventory = {
    regions: new Map(facts.gateways.map(({ site, region }) => [site, region ?? site])),
    vpns: deployedVpns(resources, facts),
    associations: deployedAssociations(facts),
    virtualInterfaces: deployedInterfaces(resources, facts),
    customerGateways: deployedCustomerGateways(resources),
    endpoints: deployedEndpoints(resources),
    pendingPeerings: [],
    healthChecks: deployedHealthChecks(resources),
    hostedZones: deployedZones(resources),
    recordSets: deployedRecords(resources),
    parameters: deployedParameters(resources),
    topics: deployedTopics(resources),
    stacks: deployedStacks(resources),
    functions: deployedFunctions(resources),
    prefixListNames: deployedPrefixListNames(resources),
  };
  return { inventory, unread: resources.unread };
}
