// Direct Connect's failover tests of one site's links, in memory, behind the controller's port. It refuses what AWS refuses.

import type { BgpTestPort, BgpTests } from '../controller/bgp-down/test-port';
import type { SiteRouting } from '../controller/site-routing';
import type { ApiCalls } from './api-calls';
import type { FailoverTests } from './failover-tests';
import type { Latencies } from './latencies';
import { refusedByDirectConnect } from './refused';

export class BgpTestApi implements BgpTestPort {
  constructor(
    private readonly routing: SiteRouting,
    private readonly tests: FailoverTests,
    private readonly calls: ApiCalls,
    private readonly latencies: Latencies,
  ) {}

  async readTests(): Promise<BgpTests> {
    const links = this.links();
    await this.calls.read(
      { 'directconnect:ListVirtualInterfaceTestHistory': links.length },
      this.latencies.directConnectRead,
    );
    return new Map(
      links.flatMap((link): [string, { id: string }][] => {
        const test = this.tests.running(link);
        return test ? [[link, { id: test.id }]] : [];
      }),
    );
  }

  async startTest(link: string, minutes: number): Promise<void> {
    await this.write('StartBgpFailoverTest', link, () => this.tests.start({ id: link, link }, [], minutes));
  }

  async stopTest(link: string): Promise<void> {
    await this.write('StopBgpFailoverTest', link, () => this.tests.stop({ id: link, link }));
  }

  /** Interfaces go by the names of their links. */
  private links(): readonly string[] {
    const ends = [...this.routing.sessionOf.values()];
    return ends.flatMap(({ link, origin }) => (origin === 'direct-connect' ? [link] : []));
  }

  private async write(name: string, link: string, effect: () => unknown): Promise<void> {
    await this.calls.write('directconnect', name, this.latencies.directConnectWrite, () => {
      if (!this.links().includes(link)) throw refusedByDirectConnect(`${link} has no virtual interface here`);
      effect();
    });
  }
}
