import { siteRouting } from '../../lib/controller/site-routing';
import { ApiCalls, type CallCounts } from '../../lib/twin/api-calls';
import { BgpTestApi } from '../../lib/twin/bgp-test-api';
import { VirtualClock } from '../../lib/twin/clock';
import { Fabric } from '../../lib/twin/fabric';
import { FailoverTests } from '../../lib/twin/failover-tests';
import { LATENCIES } from '../../lib/twin/latencies';
import { randomFrom } from '../../lib/twin/random';
import { type BgpTestWorld, bgpTestPortContract } from '../support/contracts/bgp-test-port';
import { GIVEN } from '../support/contracts/gateway-world';
import { driven, timePasser } from '../support/passing-time';

function opened() {
  const routing = siteRouting(GIVEN, 's0');
  if (!routing) throw new Error('s0 has no tables');
  const [clock, fabric, random] = [new VirtualClock(0), new Fabric(GIVEN), randomFrom(1)];
  const counts: CallCounts = new Map();
  const tests = new FailoverTests(fabric, clock, () => random(...LATENCIES.sessionBack['direct-connect']));
  const api = new BgpTestApi(routing, tests, new ApiCalls('s0', clock, random, counts), LATENCIES);
  return { clock, fabric, counts, port: driven(api, timePasser(clock)) };
}

async function open(): Promise<BgpTestWorld> {
  const { clock, fabric, port } = opened();
  return {
    port,
    isUp: () => fabric.conditions.get('dx') !== 'down',
    pass: (minutes) => clock.run(clock.now() + minutes * 60_000),
    setCondition: (condition) => fabric.setCondition('dx', condition),
  };
}

describe('the port of failover tests in the twin', () => bgpTestPortContract(open));

test('calls are counted by their names', async () => {
  const { port, counts } = opened();
  await port.startTest('dx', 30);
  await port.readTests();
  await port.stopTest('dx');
  expect(Object.fromEntries(counts)).toEqual({
    'directconnect:StartBgpFailoverTest': 1,
    'directconnect:ListVirtualInterfaceTestHistory': 1,
    'directconnect:StopBgpFailoverTest': 1,
  });
});
