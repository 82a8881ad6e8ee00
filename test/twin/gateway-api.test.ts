import { siteRouting } from '../../lib/controller/site-routing';
import type { CallCounts } from '../../lib/twin/api-calls';
import { VirtualClock } from '../../lib/twin/clock';
import { Fabric } from '../../lib/twin/fabric';
import { GatewayApi } from '../../lib/twin/gateway-api';
import { LATENCIES } from '../../lib/twin/latencies';
import { randomFrom } from '../../lib/twin/random';
import { aBackbone, aPeering, aSite } from '../support/backbones';
import { networkOf } from '../support/networks';

const backbone = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(1, 2), aPeering(0, 2)]);
const TO_S2 = { table: 's0/spokes', list: 's0/to-s2', attachment: 's0-s1' };

/** An API of site s0, and a way to let a call's time pass. */
function anApi() {
  const clock = new VirtualClock(0);
  const fabric = new Fabric(networkOf(backbone));
  const routing = siteRouting(fabric.network, 's0');
  if (!routing) throw new Error('s0 has no tables');
  const calls: CallCounts = new Map();
  const api = new GatewayApi(routing, fabric, clock, LATENCIES, randomFrom(1), calls);
  const done = async <T>(call: Promise<T>): Promise<T> => {
    call.catch(() => {}); // it is awaited below, after its time has passed
    await clock.run(clock.now() + 1_000);
    return call;
  };
  const references = () =>
    fabric.network.tables.flatMap(({ id, routes }) =>
      routes
        .filter(({ origin }) => origin === 'prefix-list')
        .map(({ prefix, target }) => `${id} ${prefix.text} ${target.kind === 'attachment' ? target.attachment : ''}`),
    );
  return { api, calls, done, references };
}

test('a call counts as one, however many prefixes it moves', async () => {
  const { api, calls, done } = anApi();
  await done(api.createReference(TO_S2));
  await done(api.modifyReference({ ...TO_S2, attachment: 's0-s2' }));
  await done(api.deleteReference(TO_S2));
  expect(Object.fromEntries(calls)).toEqual({
    'ec2:CreateTransitGatewayPrefixListReference': 1,
    'ec2:ModifyTransitGatewayPrefixListReference': 1,
    'ec2:DeleteTransitGatewayPrefixListReference': 1,
  });
});

test('a call takes effect when it returns, not when it is made', async () => {
  const { api, done, references } = anApi();
  const call = api.createReference(TO_S2);
  expect(references()).toEqual([]);
  await done(call);
  expect(references()).toHaveLength(2);
});
