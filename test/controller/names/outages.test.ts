// What a name leads to while links fail, controllers die and sites are evacuated: the controllers' own code on the twin,
// the templates of the stacks, and Route 53 as it says it decides.

import type { Order } from '../../../lib/controller/database';
import { toBackbone } from '../../../lib/topology/backbone';
import type { Service } from '../../../lib/topology/topology';
import { orderStoreOf } from '../../../lib/twin/database-stores';
import { assemblyOf, stackOf } from '../../support/assembly';
import { NamesAnswered } from '../../support/names-answered';
import { StoryWorld } from '../../support/story/story-world';
import { triangle } from '../../support/topologies';

const MINUTE_MS = 60_000;
const START_MS = Date.UTC(2025, 9, 1, 20);
const at = (minutes: number) => START_MS + minutes * MINUTE_MS;
const SITES = ['cmh', 'iad', 'pdx'] as const;

const ORDERS: Service = {
  name: 'orders-db',
  zone: 'acme.internal',
  primary: { site: 'iad', address: '10.10.1.10' },
  secondary: { site: 'pdx', address: '10.30.1.10' },
  ttl: 60,
};
const topology = triangle({ services: [ORDERS] });
const assembly = assemblyOf(topology);
const SITE_OF: Readonly<Record<string, string>> = { 'A 10.10.1.10': 'iad', 'A 10.30.1.10': 'pdx' };

class Names {
  readonly world = new StoryWorld(toBackbone(topology), START_MS, 7);
  readonly answered = new Map(
    SITES.map((site) => [site, new NamesAnswered(stackOf(assembly, `acme-${site}-dns`).template)]),
  );
  /** When each site was told something else than before, in minutes after the start, and where the name led then. */
  readonly moves = new Map<string, [minute: number, to: string][]>(SITES.map((site) => [site, []]));
  private readonly last = new Map<string, string>(SITES.map((site) => [site, 'iad']));

  constructor() {
    const { world, answered } = this;
    Object.assign(world.trouble, {
      portsOf: (site: (typeof SITES)[number], ports: object) => ({
        ...ports,
        reachability: {
          tell: async (reachable: readonly { readonly to: string; readonly value: number }[]) => {
            for (const { to, value } of reachable) answered.get(site)?.put(site, to, value, world.clock.now());
          },
        },
      }),
    });
    world.start();
  }

  fail(link: string, from: number, to: number): this {
    this.world.faults.plan({ link, form: 'grey', fromMs: at(from), toMs: at(to) });
    return this;
  }

  /** At this minute, and then not again. */
  when(minute: number, happen: (names: Names) => void): this {
    this.world.clock.at(at(minute), () => happen(this));
    return this;
  }

  evacuate(site: string, until: number): void {
    const order: Omit<Order, 'kind' | 'id'> = {
      action: 'evacuate',
      site,
      owner: 'ada',
      reason: 'power works',
      atMs: this.world.clock.now(),
      expiresMs: at(until),
    };
    this.world.order(undefined, order);
  }

  /** Ends the n-th order. */
  bringBack(n: number): void {
    const { clock, database, backbone } = this.world;
    clock.start(clock.now(), async () => {
      await orderStoreOf(database, backbone.policy.admission).end(`order ${n}`, clock.now());
    });
  }

  /** Asks each ten seconds what the name leads to. */
  async until(minute: number): Promise<this> {
    for (let nowMs = START_MS; nowMs <= at(minute); nowMs += 10_000) {
      await this.world.clock.run(nowMs);
      for (const [site, names] of this.answered) {
        const to = SITE_OF[names.answer('orders-db.acme.internal', nowMs)] ?? 'nowhere';
        if (to !== this.last.get(site)) this.moves.get(site)?.push([(nowMs - START_MS) / MINUTE_MS, to]);
        this.last.set(site, to);
      }
    }
    return this;
  }

  leads(site: string): readonly string[] {
    return (this.moves.get(site) ?? []).map(([, to]) => to);
  }

  firstMove(site: string): number {
    return this.moves.get(site)?.[0]?.[0] ?? Number.NaN;
  }
}

test('nothing moves while everything works', async () => {
  const names = await new Names().until(15);
  for (const site of SITES) expect(names.leads(site)).toEqual([]);
});

test('a site that no path reaches is left by those who cannot reach it, and found again', async () => {
  const names = await new Names().fail('iad-cmh', 2, 12).fail('iad-pdx', 2, 12).until(40);
  for (const site of ['cmh', 'pdx']) {
    expect(names.leads(site)).toEqual(['pdx', 'iad']);
    expect(names.firstMove(site)).toBeGreaterThan(3);
    expect(names.firstMove(site)).toBeLessThanOrEqual(5);
  }
});

test('a site that is cut off keeps what it serves itself', async () => {
  const names = await new Names().fail('iad-cmh', 2, 12).fail('iad-pdx', 2, 12).until(40);
  expect(names.leads('iad')).toEqual([]);
});

test('a site that is reached by a detour is not left', async () => {
  const names = await new Names().fail('iad-cmh', 2, 20).until(40);
  for (const site of SITES) expect(names.leads(site)).toEqual([]);
});

test('a dead controller moves no name, whatever fails, and the others do what they do', async () => {
  const dead = (names: Names) => void names.world.dead.add('cmh');
  const names = await new Names().when(1, dead).fail('iad-cmh', 2, 12).fail('iad-pdx', 2, 12).until(30);
  expect(names.leads('cmh')).toEqual([]);
  expect(names.leads('pdx')).toEqual(['pdx', 'iad']);
});

test('a controller that dies after it has moved a name leaves it where it is until it lives', async () => {
  const names = new Names().fail('iad-cmh', 2, 12).fail('iad-pdx', 2, 12);
  names.when(8, ({ world }) => void world.dead.add('cmh')).when(40, ({ world }) => void world.dead.delete('cmh'));
  await names.until(60);
  expect(names.leads('cmh')).toEqual(['pdx', 'iad']);
  expect(names.moves.get('cmh')?.[1]?.[0]).toBeGreaterThan(40);
});

test('a site that reaches neither is told the primary', async () => {
  const names = await new Names().fail('iad-cmh', 2, 12).fail('cmh-pdx', 2, 12).until(30);
  expect(names.leads('cmh')).not.toContain('nowhere');
  expect(names.leads('cmh')).toEqual([]);
  for (const site of ['iad', 'pdx']) expect(names.leads(site)).toEqual([]);
});

test('an evacuated site is left by everybody, its own VPCs too, and returned to when it is brought back', async () => {
  const names = new Names();
  names.when(2, () => names.evacuate('iad', 60)).when(20, () => names.bringBack(1));
  await names.until(30);
  for (const site of SITES) {
    expect(names.leads(site)).toEqual(['pdx', 'iad']);
    expect(names.firstMove(site)).toBeLessThanOrEqual(5);
    const [, back] = names.moves.get(site) ?? [];
    expect(back?.[0]).toBeLessThanOrEqual(23);
  }
});

test('an evacuation ends by itself when its order expires', async () => {
  const names = new Names();
  names.when(2, () => names.evacuate('iad', 15));
  await names.until(25);
  for (const site of SITES) expect(names.leads(site)).toEqual(['pdx', 'iad']);
});

test('checks that are forced move names at once, where the controller is dead as well, and back when they are let go', async () => {
  const names = new Names();
  const force = (isForced: boolean) => () => {
    for (const answered of names.answered.values()) answered.force('iad', isForced);
  };
  names.when(1, ({ world }) => void world.dead.add('cmh'));
  names.when(2, force(true)).when(10, force(false));
  await names.until(15);
  for (const site of SITES) {
    expect(names.leads(site)).toEqual(['pdx', 'iad']);
    expect(names.firstMove(site)).toBeLessThanOrEqual(2.2);
  }
});

test('with both of its sites evacuated a name leads to the primary, as if nothing were: so it is refused', async () => {
  const names = new Names();
  names.when(2, () => names.evacuate('iad', 60)).when(10, () => names.evacuate('pdx', 60));
  await names.until(20);
  for (const site of SITES) expect(names.leads(site)).toEqual(['pdx', 'iad']);
});
