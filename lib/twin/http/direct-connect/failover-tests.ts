// Tests in which Direct Connect takes the session of a virtual interface down until they end: by themselves after so many
// minutes, or when they are stopped. Source: Direct Connect API reference, StartBgpFailoverTest, and user guide,
// "Direct Connect Failover Test". AWS does not say whether an interface that is down can be tested: here it cannot.

import { ACCOUNT } from '../account';
import type { Inventory } from '../inventory';
import type { JsonObject } from '../json-service';
import type { World } from '../world';
import { refused } from './refuse';

type VirtualInterface = Inventory['virtualInterfaces'][number];

const MINUTE_MS = 60_000;
const USUAL_MINUTES = 180;
const MOST_MINUTES = 72 * 60;
/** AWS tells of a test for so long. */
const KEPT_MS = 365 * 24 * 60 * MINUTE_MS;

export interface FailoverTest {
  readonly id: string;
  readonly virtualInterface: string;
  readonly peers: readonly string[];
  readonly status: 'In progress' | 'Completed' | 'Cancelled';
  readonly minutes: number;
  readonly startMs: number;
  /** Absent while it goes on. */
  readonly endMs?: number;
}

export class FailoverTests {
  private tests: readonly FailoverTest[] = [];
  private started = 0;

  constructor(private readonly world: World) {}

  running(virtualInterface: string): FailoverTest | undefined {
    return this.tests.find((test) => test.virtualInterface === virtualInterface && test.status === 'In progress');
  }

  /** In the order in which they began. */
  get history(): readonly FailoverTest[] {
    return this.tests.filter(({ endMs = this.world.now }) => endMs >= this.world.now - KEPT_MS);
  }

  start({ id, link }: VirtualInterface, peers: readonly string[], minutes: number = USUAL_MINUTES): FailoverTest {
    if (!Number.isInteger(minutes) || minutes < 1 || minutes > MOST_MINUTES)
      throw refused(`testDurationInMinutes is ${minutes}: at least 1 and at most ${MOST_MINUTES}`);
    const { clock, fabric } = this.world;
    this.started += 1;
    const test: FailoverTest = {
      id: `${id}/test-${String(this.started).padStart(6, '0')}`,
      virtualInterface: id,
      peers,
      status: 'In progress',
      minutes,
      startMs: clock.now(),
    };
    this.tests = [...this.tests, test];
    fabric.holdDown(link, true);
    clock.at(test.startMs + minutes * MINUTE_MS, () => {
      if (this.running(id)?.id === test.id) this.end(test, link, 'Completed');
    });
    return test;
  }

  stop({ id, link }: VirtualInterface): FailoverTest {
    const test = this.running(id);
    if (!test) throw refused(`no test of ${id} is in progress`);
    return this.end(test, link, 'Cancelled');
  }

  private end(test: FailoverTest, link: string, status: FailoverTest['status']): FailoverTest {
    const { clock, fabric, random, behaviour } = this.world;
    const ended = { ...test, status, endMs: clock.now() };
    this.tests = this.tests.map((other) => (other.id === test.id ? ended : other));
    clock.at(clock.now() + random(...behaviour.sessionBack), () => {
      if (!this.running(test.virtualInterface)) fabric.holdDown(link, false);
    });
    return ended;
  }
}

export function shownTest({ id, virtualInterface, peers, status, minutes, startMs, endMs }: FailoverTest): JsonObject {
  return {
    testId: id,
    virtualInterfaceId: virtualInterface,
    bgpPeers: peers,
    status,
    ownerAccount: ACCOUNT,
    testDurationInMinutes: minutes,
    startTime: new Date(startMs),
    endTime: endMs === undefined ? undefined : new Date(endMs),
  };
}
