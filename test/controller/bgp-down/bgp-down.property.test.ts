// Whatever the backbone and the premises: a Direct Connect link turns grey, and its session may be taken down. No flow that
// is delivered is lost by that, nor when the session comes back, and it does come back.

import fc from 'fast-check';
import type { BgpTestPort, RunningTest } from '../../../lib/controller/bgp-down/test-port';
import type { Ports } from '../../../lib/controller/ports';
import type { Backbone } from '../../../lib/routing/backbone';
import { hybridBackbones } from '../../support/backbones';
import { Sites } from '../../support/sites';
import { allGood, anObservation, aStatus, MINUTE_MS } from '../../support/world';

/** Backbones that may take sessions down, and a Direct Connect link of each. */
const cases = hybridBackbones
  .map((backbone): Backbone => ({ ...backbone, policy: { ...backbone.policy, greyDx: 'bgp-down' } }))
  .filter(({ links }) => links.some(({ kind }) => kind === 'direct-connect'))
  .chain((backbone) => {
    const links = backbone.links.filter(({ kind }) => kind === 'direct-connect');
    return fc.record({ backbone: fc.constant(backbone), link: fc.constantFrom(...links) });
  });

class Tests implements BgpTestPort {
  private readonly running = new Map<string, RunningTest>();
  /** Flows that were delivered before a session went down or came back, and not after it. */
  readonly lost: string[] = [];
  begun = 0;

  constructor(private readonly sites: Sites) {}

  get isOver(): boolean {
    return this.running.size === 0;
  }

  portsOf(ports: Ports, site: string): Ports {
    const own = this.sites.backbone.links.flatMap(({ name, between }) => (between.includes(site) ? [name] : []));
    const readTests = async () => new Map([...this.running].filter(([link]) => own.includes(link)));
    return { ...ports, bgpTests: { ...this, readTests, startTest: this.startTest, stopTest: this.stopTest } };
  }

  readonly readTests = async () => this.running;

  readonly startTest = async (link: string) => {
    this.begun += 1;
    this.running.set(link, { id: `test ${this.begun}` });
    this.become(link, 'down');
  };

  readonly stopTest = async (link: string) => {
    this.running.delete(link);
    this.become(link, 'grey');
  };

  private become(link: string, condition: 'down' | 'grey'): void {
    const flows = () => this.sites.undelivered().map((said) => said.split(' ', 2).join(' '));
    const before = new Set(flows());
    this.sites.conditions = new Map([...this.sites.conditions, [link, condition]]);
    this.lost.push(...flows().filter((flow) => !before.has(flow)));
  }
}

test('no flow is lost by a session that goes down or comes back, and none stays down for longer than it has to', async () => {
  let begun = 0;
  await fc.assert(
    fc.asyncProperty(cases, async ({ backbone, link: { name, between } }) => {
      const sites = new Sites(backbone);
      sites.roundMs = 15_000;
      sites.world.direct = { delayMs: 90_000, hears: 'old', shows: 'old' };
      const tests = new Tests(sites);
      const portsOf = sites.world.portsOf.bind(sites.world);
      sites.world.portsOf = (site) => tests.portsOf(portsOf(site), site);
      await sites.rounds(4);
      const bad = { verdict: 'bad', wasBad: true, sinceMs: sites.world.nowMs - 3 * MINUTE_MS } as const;
      const others = allGood(backbone).filter((seen) => seen.link !== name);
      sites.conditions = new Map([[name, 'grey']]);
      sites.know({
        observations: [...others, ...between.map((site) => anObservation(name, site, bad))],
        statuses: between.map((site) => aStatus(name, site, ['up'])),
      });
      await sites.rounds(40);
      expect([...tests.lost, ...sites.lost]).toEqual([]);
      const alone = backbone.links.filter((link) =>
        link.between.some((end) => between.includes(end) && /^p/.test(end)),
      );
      if (alone.length === 1) expect(tests.begun).toBe(0);
      expect([tests.isOver, tests.begun <= 1]).toEqual([true, true]);
      begun += tests.begun;
    }),
    { numRuns: 25 },
  );
  expect(begun).toBeGreaterThan(0);
});
