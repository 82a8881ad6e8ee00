// What the prober of one link end asks: a probe across its link and back. Where the network has probe subnets the probe is
// forwarded by the tables as they are, so it stays on its link because it is pinned to it, and only then; where it has none
// the link is asked directly.

import type { ProbeTarget } from '../controller/probing/prober-loop';
import type { Answer } from '../controller/probing/results';
import type { BackboneLink } from '../routing/backbone';
import { carries, trace } from '../routing/trace';
import type { Clock } from './clock';
import type { Fabric } from './fabric';
import type { ProbeLeg, ProbePath } from './probe-path';
import { clockAt, type World } from './world';

/** The links that a packet of this leg crosses, or undefined when it does not arrive. */
function crossed({ from, to }: ProbeLeg, { forwarding, conditions }: Fabric): readonly string[] | undefined {
  const { outcome, path } = trace(forwarding, conditions, from, to);
  return outcome === 'delivered' ? path : undefined;
}

type Leg = () => readonly string[] | undefined;

/** The same, looked up once for each state of the fabric. */
function remembered(leg: ProbeLeg, fabric: Fabric): Leg {
  let known: { readonly state: Fabric['forwarding']; readonly links: readonly string[] | undefined } | undefined;
  return () => {
    const state = fabric.forwarding;
    if (known?.state !== state) known = { state, links: crossed(leg, fabric) };
    return known.links;
  };
}

const ACCEPTED: Answer = { kind: 'accepted' };
const NOTHING: Answer = { kind: 'nothing' };

/** How long a padded hello that is lost is waited for. */
const HELLO_MS = 2_000;

/** What a probe goes through. */
type Around = Pick<World, 'backbone' | 'fabric' | 'clock' | 'latencies' | 'trouble'>;

class FabricTarget implements ProbeTarget {
  private readonly there: Leg;
  private readonly back: Leg;
  private readonly clock: Clock;

  constructor(
    private readonly world: Around,
    private readonly link: BackboneLink,
    private readonly site: string,
    path: ProbePath | undefined,
  ) {
    const { fabric } = world;
    this.clock = clockAt(world, site);
    const over = () => (carries(fabric.conditions.get(link.name)) ? [link.name] : undefined);
    this.there = path ? remembered(path.there, fabric) : over;
    this.back = path ? remembered(path.back, fabric) : over;
  }

  connect(_sourcePort: number, timeoutMs: number): Promise<Answer> {
    const { clock, world, link, site } = this;
    const lateMs = clock.now() + timeoutMs;
    return new Promise((resolve) => {
      const miss = () => clock.start(lateMs, () => resolve(NOTHING));
      const answer = () => {
        const links = this.back();
        const atMs = this.arrivalMs(links);
        if (!links || atMs > lateMs) miss();
        else clock.start(atMs, () => (this.stillCarry(links) ? resolve(ACCEPTED) : miss()));
      };
      const links = world.trouble.probing?.(link.name, site) === 'lost' ? undefined : this.there();
      const atMs = this.arrivalMs(links);
      if (!links || atMs > lateMs) miss();
      else clock.at(atMs, () => (this.stillCarry(links) ? answer() : miss()));
    });
  }

  /** Not tried where nobody knows how much the link carries. Links on its way of which nobody knows carry as much. */
  async tryFullSize(): ReturnType<ProbeTarget['tryFullSize']> {
    const { mtu } = this.link;
    const [there, back] = [this.there(), this.back()];
    if (mtu === undefined || !there || !back) return 'unknown';
    const fits = there.every((name) => (this.linkNamed(name)?.mtu ?? mtu) >= mtu);
    const { linkMs } = this.world.latencies;
    await this.clock.sleep(fits ? 2 * (there.length + back.length) * linkMs : HELLO_MS);
    return fits ? 'passes' : 'lost';
  }

  private arrivalMs(links: readonly string[] = []): number {
    const { latencies, trouble } = this.world;
    const takenMs = links.map((link) => latencies.linkMs + (trouble.delayMs?.(link) ?? 0));
    return this.clock.now() + takenMs.reduce((sum, ms) => sum + ms, 0);
  }

  private stillCarry(links: readonly string[]): boolean {
    const { conditions } = this.world.fabric;
    return links.every((name) => carries(conditions.get(name)));
  }

  private linkNamed(name: string): BackboneLink | undefined {
    return this.world.backbone.links.find((link) => link.name === name);
  }
}

/** `path` is undefined when the network has no probe subnet for the end. */
export function probeTarget(world: Around, link: BackboneLink, site: string, path: ProbePath | undefined): ProbeTarget {
  return new FabricTarget(world, link, site, path);
}
