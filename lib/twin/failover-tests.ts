// Tests in which Direct Connect takes the session of a virtual interface down until they end: by themselves after so many
// minutes, or when they are stopped. Source: Direct Connect API reference, StartBgpFailoverTest, and user guide,
// "Direct Connect Failover Test". AWS does not say whether an interface that is down can be tested: here it cannot.

import type { VirtualClock } from './clock';
import type { Fabric } from './fabric';
import { refusedByDirectConnect as refused } from './refused';

/** A virtual interface of a link. */
interface Tested {
  readonly id: string;
  readonly link: string;
}

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

const MINUTE_MS = 60_000;
const USUAL_MINUTES = 180;
const MOST_MINUTES = 72 * 60;
/** AWS tells of a test for so long. */
const KEPT_MS = 365 * 24 * 60 * MINUTE_MS;

export class FailoverTests {
  private tests: readonly FailoverTest[] = [];
  private started = 0;

  /** @param sessionBackMs draws how long a session takes to come back */
  constructor(
    private readonly fabric: Fabric,
    private readonly clock: Pick<VirtualClock, 'now' | 'at'>,
    private readonly sessionBackMs: () => number,
  ) {}

  running(virtualInterface: string): FailoverTest | undefined {
    return this.tests.find((test) => test.virtualInterface === virtualInterface && test.status === 'In progress');
  }

  /** In the order in which they began. */
  get history(): readonly FailoverTest[] {
    const now = this.clock.now();
    return this.tests.filter(({ endMs = now }) => endMs >= now - KEPT_MS);
  }

  start({ id, link }: Tested, peers: readonly string[], minutes: number = USUAL_MINUTES): FailoverTest {
    if (!Number.isInteger(minutes) || minutes < 1 || minutes > MOST_MINUTES)
      throw refused(`testDurationInMinutes is ${minutes}: at least 1 and at most ${MOST_MINUTES}`);
    if (this.running(id)) throw refused(`Virtual interface ${id} is testing`);
    if (this.fabric.conditions.get(link) === 'down') throw refused(`Virtual interface ${id} is down`);
    this.started += 1;
    const test: FailoverTest = {
      id: `${id}/test-${String(this.started).padStart(6, '0')}`,
      virtualInterface: id,
      peers,
      status: 'In progress',
      minutes,
      startMs: this.clock.now(),
    };
    this.tests = [...this.tests, test];
    this.fabric.holdDown(link, true);
    this.clock.at(test.startMs + minutes * MINUTE_MS, () => {
      if (this.running(id)?.id === test.id) this.end(test, link, 'Completed');
    });
    return test;
  }

  stop({ id, link }: Tested): FailoverTest {
    const test = this.running(id);
    if (!test) throw refused(`no test of ${id} is in progress`);
    return this.end(test, link, 'Cancelled');
  }

  private end(test: FailoverTest, link: string, status: FailoverTest['status']): FailoverTest {
    const ended = { ...test, status, endMs: this.clock.now() };
    this.tests = this.tests.map((other) => (other.id === test.id ? ended : other));
    this.clock.at(this.clock.now() + this.sessionBackMs(), () => {
      if (!this.running(test.virtualInterface)) this.fabric.holdDown(link, false);
    });
    return ended;
  }
}
