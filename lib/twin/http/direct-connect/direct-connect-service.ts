// Direct Connect, which speaks JSON.

import { jsonService } from '../json-service';
import type { Service } from '../service';
import type { World } from '../world';
import { Associations } from './associations';
import { interfaceRouteOperations } from './interface-routes';
import { VirtualInterfaces } from './virtual-interfaces';

export function directConnectService(world: World): Service {
  const interfaces = new VirtualInterfaces(world);
  return jsonService({
    service: 'directconnect',
    target: 'OvertureService',
    operations: {
      ...new Associations(world).operations,
      ...interfaces.operations,
      ...interfaceRouteOperations(world, interfaces),
    },
  });
}
