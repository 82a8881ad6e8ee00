// Schedules of EventBridge: a function is started each minute, and each time a little later than it should.

import { clockAt, type World } from './world';

const MINUTE_MS = 60_000;

/** Where in the minute a schedule has its turn: at once, for what there would be nothing to see without; or at any moment of it. */
const TURNS = { early: 2_000, any: MINUTE_MS - 1 };

/** `name` tells schedules apart. A run may still go on when the next one is started. */
export function eachMinute(
  world: Pick<World, 'clock' | 'trouble' | 'random' | 'latencies'>,
  name: string,
  site: string,
  turn: keyof typeof TURNS,
  run: () => Promise<void>,
): void {
  const clock = clockAt(world, site);
  const random = world.random(name);
  const tick = () => {
    clock.at(clock.now() + MINUTE_MS, tick);
    clock.start(clock.now() + random(...world.latencies.start), run);
  };
  clock.at(clock.now() + random(0, TURNS[turn]), tick);
}
