// What every BgpTestPort does.

import type { BgpTestPort } from '../../../lib/controller/bgp-down/test-port';

/** Of s0 of the world of gateway-world.ts, whose link `dx` is up when it is opened. */
export interface BgpTestWorld {
  readonly port: BgpTestPort;
  /** Whether BGP is up on the link. */
  isUp(): boolean;
  /** Lets so many minutes of virtual time pass. */
  pass(minutes: number): Promise<void>;
  /** BGP sees that the link is down, or up again. */
  setCondition(condition: 'up' | 'down'): void;
}

async function runningIn({ port }: BgpTestWorld): Promise<readonly string[]> {
  return [...(await port.readTests()).keys()];
}

export function bgpTestPortContract(open: () => Promise<BgpTestWorld>): void {
  test('a test takes the session down, is told of, and ends by itself in its time', async () => {
    const world = await open();
    expect(await runningIn(world)).toEqual([]);
    await world.port.startTest('dx', 30);
    expect([await runningIn(world), world.isUp()]).toEqual([['dx'], false]);
    await world.pass(29);
    expect([await runningIn(world), world.isUp()]).toEqual([['dx'], false]);
    await world.pass(2);
    expect([await runningIn(world), world.isUp()]).toEqual([[], true]);
  });

  test('a test that is stopped is over, the session comes back, and another one may begin', async () => {
    const world = await open();
    await world.port.startTest('dx', 30);
    const first = (await world.port.readTests()).get('dx');
    await world.port.stopTest('dx');
    expect(await runningIn(world)).toEqual([]);
    await world.pass(1);
    expect(world.isUp()).toBe(true);
    await world.port.startTest('dx', 30);
    expect((await world.port.readTests()).get('dx')?.id).not.toBe(first?.id);
    await world.pass(29);
    expect(world.isUp()).toBe(false);
  });

  test('fails to begin a test while one is going on, which goes on', async () => {
    const world = await open();
    await world.port.startTest('dx', 30);
    const first = (await world.port.readTests()).get('dx');
    await expect(world.port.startTest('dx', 60)).rejects.toThrow();
    expect((await world.port.readTests()).get('dx')).toEqual(first);
    await world.pass(31);
    expect(world.isUp()).toBe(true);
  });

  test('fails to begin a test on a link that is down, and on one that has no interface', async () => {
    const world = await open();
    await expect(world.port.startTest('vpn', 30)).rejects.toThrow();
    world.setCondition('down');
    await expect(world.port.startTest('dx', 30)).rejects.toThrow();
    expect(await runningIn(world)).toEqual([]);
  });

  test('fails to end a test where none is going on', async () => {
    const world = await open();
    await expect(world.port.stopTest('dx')).rejects.toThrow();
    await expect(world.port.stopTest('vpn')).rejects.toThrow();
    expect(world.isUp()).toBe(true);
  });

  test('a fault of the link outlasts a test of it', async () => {
    const world = await open();
    await world.port.startTest('dx', 30);
    world.setCondition('down');
    await world.port.stopTest('dx');
    await world.pass(1);
    expect(world.isUp()).toBe(false);
    world.setCondition('up');
    expect(world.isUp()).toBe(true);
  });
}
