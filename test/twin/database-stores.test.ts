import { leaseKey } from '../../lib/controller/link-state-items/item-key';
import { VirtualClock } from '../../lib/twin/clock';
import { ReplicatedDatabase } from '../../lib/twin/database';
import { leasePortOf, observationStoreOf, orderStoreOf, signalStoreOf } from '../../lib/twin/database-stores';
import { LATENCIES } from '../../lib/twin/latencies';
import { randomFrom } from '../../lib/twin/random';
import { databasePortContract } from '../support/contracts/database-port';
import { leasePortContract } from '../support/contracts/lease-port';
import { observationStoreContract } from '../support/contracts/observation-store';
import { orderStoreContract } from '../support/contracts/order-store';
import { signalStoreContract } from '../support/contracts/signal-store';
import { type Stores, storedNotice } from '../support/contracts/stores';
import { driven, timePasser } from '../support/passing-time';
import { NOW_MS } from '../support/world';

function storesOf(site: string, clock: VirtualClock, database: ReplicatedDatabase): Stores {
  const passing = timePasser(clock);
  return {
    database: driven(database.portOf(site), passing),
    databaseOf: (token) => driven(database.portOf(site, token), passing),
    signals: driven(signalStoreOf(database, site), passing),
    observations: driven(observationStoreOf(database, site), passing),
    orders: driven(orderStoreOf(database, site), passing),
  };
}

function aDatabase() {
  const clock = new VirtualClock(0);
  return { clock, database: new ReplicatedDatabase(['s0', 's1'], clock, LATENCIES, randomFrom(1)) };
}

async function fresh(): Promise<Stores> {
  const { clock, database } = aDatabase();
  return storesOf('s0', clock, database);
}

describe('the database port in the twin', () => databasePortContract(fresh));
describe('the signal store in the twin', () => signalStoreContract(fresh));
describe('the observation store in the twin', () => observationStoreContract(fresh));
describe('the order store in the twin', () => orderStoreContract(fresh));

describe('the lease in the twin', () =>
  leasePortContract(async () => {
    const clock = new VirtualClock(NOW_MS);
    const database = new ReplicatedDatabase(['s0', 's1'], clock, { ...LATENCIES, database: [0, 0] }, randomFrom(1));
    const port = driven(leasePortOf(database, 's0', clock), timePasser(clock, 0));
    return { port, advance: (ms) => clock.run(clock.now() + ms), now: () => clock.now() };
  }));

test('a lease is of one replica, and wakes nobody', async () => {
  const { clock, database } = aDatabase();
  const woken: string[] = [];
  for (const site of ['s0', 's1']) database.onNews(site, () => woken.push(site));
  const passing = timePasser(clock);
  await driven(leasePortOf(database, 's0', clock), passing).acquire('a run', 20_000);
  await clock.run(clock.now() + 2 * LATENCIES.replication[1]);
  expect(database.find('s0', leaseKey('s0'))).toMatchObject({ holder: 'a run' });
  expect(database.find('s1', leaseKey('s0'))).toBeUndefined();
  expect(woken).toEqual([]);
});

test('a message that several sites received is read once, the newest of it, everywhere', async () => {
  const { clock, database } = aDatabase();
  const [first, second] = ['s0', 's1'].map((site) => storesOf(site, clock, database));
  await first?.signals.put(storedNotice({ version: 1 }));
  await second?.signals.put(storedNotice({ version: 2 }));
  await clock.run(clock.now() + LATENCIES.replication[1]);
  for (const site of ['s0', 's1']) expect(database.snapshot(site).notices.map(({ version }) => version)).toEqual([2]);
});
