// Every call that a controller can make happens in the stories in which things go wrong: a port that gets another one needs
// a story with it.

import { announcer } from '../../../lib/controller/announce/announcer';
import { leaseTable } from '../../../lib/controller/aws/lease-table';
import { reachabilityApi } from '../../../lib/controller/aws/reachability-api';
import { siteClients, sitePorts } from '../../../lib/controller/aws/site-ports';
import { aBackbone } from '../../support/backbones';
import { GIVEN } from '../../support/contracts/gateway-world';
import { FailureStory } from '../../support/failures/failure-story';
import { callsIn } from '../../support/failures/mishaps';
import { PLOTS } from '../../support/failures/plots';
import { siteIn } from '../../support/world';

/** The calls of the ports on AWS of a site that has links of all kinds and may do all that a policy allows. */
function callsOnAws(): readonly string[] {
  const clients = siteClients();
  for (const client of Object.values(clients)) client.destroy();
  const table = { dynamo: clients.dynamo, tableName: 'link-state', site: 's0', onUnreadable: () => {} };
  const ends = new Map([['dx', { site: 's0', directConnectGatewayId: 'dx-gateway', virtualInterfaceId: 'dxvif-1' }]]);
  const { routing } = siteIn(GIVEN, 's0');
  const config = { backbone: aBackbone([], [], { greyDx: 'bgp-down' }), routing, ends, missing: [] };
  const send = async () => ({});
  const ports = {
    ...sitePorts(clients, table, config, 1),
    lease: leaseTable(table, () => 0),
    reachability: reachabilityApi({ cloudWatch: { send }, site: 's0', now: () => 0 }),
    audit: announcer([], async () => {}),
  };
  expect(Object.keys(ports).sort()).toEqual(
    ['audit', 'bgp', 'bgpTests', 'database', 'lease', 'reachability', 'routing'].sort(),
  );
  const calls = Object.values(ports).flatMap((port) => Object.keys(port));
  return ['readParameters', ...calls.map((call) => (call === 'tell' ? 'tellReachable' : call))];
}

test('whatever a controller may call is called in a story, and goes wrong there', async () => {
  const told = new Set<string>();
  for (const plot of Object.values(PLOTS)) {
    const story = await FailureStory.of(plot);
    for (const turn of story.turns) for (const { call } of await callsIn(story, turn)) told.add(call.name);
  }
  expect([...new Set(callsOnAws())].filter((call) => !told.has(call))).toEqual([]);
}, 60_000);
