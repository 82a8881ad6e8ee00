// The controller of iad is killed in the middle of its work, after each single thing that it writes, while a link of each
// kind is drained and restored. Whatever it leaves behind, the next one that starts goes on from there.

import { ownOf, ProcessWorld } from './process-world';

let world: ProcessWorld;
let kills = 0;

beforeAll(async () => {
  world = await ProcessWorld.open();
  const { fabric } = world.twin;
  let known = JSON.stringify(world.steered);
  fabric.afterChange(() => {
    const now = JSON.stringify(world.steered);
    if (now === known) return;
    known = now;
    kills += 1;
    world.functionOf('reconciler', 'iad').kill();
  });
});
afterAll(() => world?.close());

test.each(['iad-pdx', 'ord-iad-vpn', 'ord-iad-dx'])(
  '%s is drained, withdrawn where it has BGP, and restored, by controllers of which none survives a write',
  async (link) => {
    const before = kills;
    const order = await world.order('drain', link);
    await world.until(`the drain of ${link}`, () => world.codes(link).includes('drain-complete'));
    await world.until(`the withdrawal of ${link}`, () => world.withdrawn.length === ownOf(link));
    expect(world.flows().over(link)).toEqual([]);
    await world.end(order);
    await world.until(`the baseline after ${link}`, () => world.steered.length === 0);
    expect(world.flows().undelivered).toEqual([]);
    expect(world.lost).toEqual([]);
    expect(kills - before).toBeGreaterThanOrEqual(4);
  },
);
