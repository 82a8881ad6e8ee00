// The prober of one link end: a probe across its link and back at each interval. Where the network has probe subnets the
// probe is forwarded by the tables as they are, so it stays on its link because it is pinned to it, and only then; where
// it has none the link is asked directly.

import { afterProbe, dueObservation, newProber, type Prober } from '../controller/prober';
import type { Policy } from '../routing/policy';
import { carries, trace } from '../routing/trace';
import type { VirtualClock } from './clock';
import type { ReplicatedDatabase } from './database';
import type { Fabric } from './fabric';
import type { ProbeLeg, ProbePath } from './probe-path';
import type { Random } from './random';

interface LinkEndProbing {
  readonly link: string;
  readonly site: string;
  readonly policy: Policy['probe'];
  readonly linkMs: number;
  /** Absent: the network has no probe subnet for this end. */
  readonly path?: ProbePath;
  /** Called when an end that was good is found bad. */
  readonly foundBad?: (atMs: number) => void;
}

/** The links that a packet of this leg crosses, or undefined when it does not arrive. */
function crossed({ from, to }: ProbeLeg, { forwarding, conditions }: Fabric): readonly string[] | undefined {
  const { outcome, path } = trace(forwarding, conditions, from, to);
  return outcome === 'delivered' ? path : undefined;
}

/** The same, looked up once for each state of the fabric. */
function remembered(leg: ProbeLeg, fabric: Fabric): () => readonly string[] | undefined {
  let known: { readonly state: Fabric['forwarding']; readonly links: readonly string[] | undefined } | undefined;
  return () => {
    const state = fabric.forwarding;
    if (known?.state !== state) known = { state, links: crossed(leg, fabric) };
    return known.links;
  };
}

interface Legs {
  readonly there: () => readonly string[] | undefined;
  readonly back: () => readonly string[] | undefined;
}

function legsOf({ link, path }: LinkEndProbing, fabric: Fabric): Legs {
  if (path) return { there: remembered(path.there, fabric), back: remembered(path.back, fabric) };
  const over = () => (carries(fabric.conditions.get(link)) ? [link] : undefined);
  return { there: over, back: over };
}

/** Starts probing at a random moment of the first interval, and goes on for ever. */
export function startProbing(
  end: LinkEndProbing,
  fabric: Fabric,
  database: ReplicatedDatabase,
  clock: VirtualClock,
  random: Random,
): void {
  const { link, site, policy, linkMs } = end;
  const legs = legsOf(end, fabric);
  let prober: Prober = newProber(clock.now());
  const learn = (answered: boolean) => {
    const nowMs = clock.now();
    const after = afterProbe(prober, answered, nowMs, policy);
    if (prober.verdict !== 'bad' && after.verdict === 'bad') end.foundBad?.(nowMs);
    const observation = dueObservation(prober, after, link, site, nowMs);
    prober = observation ? { ...after, writtenMs: nowMs } : after;
    if (observation) database.writeSoon(site, observation);
  };
  const probe = () => {
    const sentMs = clock.now();
    clock.at(sentMs + policy.intervalMs, probe);
    const miss = () => clock.at(sentMs + policy.timeoutMs, () => learn(false));
    const stillCarries = (links: readonly string[]) => links.every((name) => carries(fabric.conditions.get(name)));
    const travel = (links: readonly string[] | undefined, arrive: () => void): void => {
      const atMs = clock.now() + (links?.length ?? 0) * linkMs;
      if (!links || atMs > sentMs + policy.timeoutMs) miss();
      else clock.at(atMs, () => (stillCarries(links) ? arrive() : miss()));
    };
    travel(legs.there(), () => travel(legs.back(), () => learn(true)));
  };
  clock.at(clock.now() + random(0, policy.intervalMs - 1), probe);
}
