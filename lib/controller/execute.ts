// Carries out the changes that all guards let pass. A write that fails changes nothing here: the next reconcile finds
// what really stands and plans again.

import type { Backbone } from '../routing/backbone';
import type { AuditEntry } from './audit';
import { TEST_MINUTES } from './bgp-down/need';
import type { BgpEnds } from './bgp-ends';
import {
  type AnnouncementChange,
  audited,
  type BgpDownChange,
  type Change,
  isRemoval,
  type OverrideChange,
  type WithdrawalChange,
} from './plan';
import type { BgpPort, Ports } from './ports';
import type { SiteRouting } from './site-routing';
import { type AllowedUpdate, announcementWrites, type BgpWrites, referenceFor, withdrawalWrites } from './writes';

/** What the changes were planned on. */
interface Planned {
  readonly backbone: Backbone;
  readonly routing: SiteRouting;
  readonly ends: BgpEnds;
  /** Direct Connect is asked for nothing before this has ended: saying what it will be asked for. Absent: at once. */
  readonly said?: Promise<unknown>;
}

type BgpChange = AnnouncementChange | WithdrawalChange;

async function writeOverride(change: OverrideChange, routing: SiteRouting, ports: Ports): Promise<void> {
  const reference = referenceFor(change, routing);
  if (change.after === null) await ports.routing.deleteReference(reference);
  else if (change.before === null) await ports.routing.createReference(reference);
  else await ports.routing.modifyReference(reference);
}

async function writeBgpDown({ link, after }: BgpDownChange, { bgpTests }: Ports): Promise<void> {
  if (!bgpTests) throw new Error(`there is nothing to take BGP on ${link} down with`);
  if (after) await bgpTests.startTest(link, TEST_MINUTES);
  else await bgpTests.stopTest(link);
}

function bgpWrites(change: BgpChange, planned: Planned): BgpWrites {
  const { backbone, routing, ends } = planned;
  const at = ends.get(change.link);
  if (!at) throw new Error(`nothing is known of the AWS end of ${change.link}`);
  if (change.kind === 'withdrawal') return withdrawalWrites(change, at);
  const remote = backbone.sites.find(({ name }) => name === change.remote);
  if (!remote) throw new Error(`site ${change.remote} is not part of this backbone`);
  return announcementWrites(change, at, routing, remote);
}

function codeOf(change: Change): AuditEntry['code'] {
  switch (change.kind) {
    case 'override':
      return change.after === null
        ? 'override-removed'
        : change.before === null
          ? 'override-created'
          : 'override-moved';
    case 'announcement':
      return change.after === null
        ? 'announcement-removed'
        : change.before
          ? 'announcement-moved'
          : 'announcement-made';
    case 'withdrawal':
      return change.after === 'whole' ? 'link-withdrawn' : 'link-restored';
    case 'bgp-down':
      return change.after ? 'bgp-taken-down' : 'bgp-let-up';
  }
}

function reasonOf(change: Change): string {
  switch (change.kind) {
    case 'override': {
      const going = change.to.kind === 'link' ? `over ${change.to.link}` : 'nowhere known';
      return `traffic to ${change.remote} in ${change.table} now goes ${going}`;
    }
    case 'announcement': {
      const { premises, remote, link, after } = change;
      return after === null
        ? `${premises} is no longer drawn to ${link} on the way to ${remote}`
        : `${premises} is drawn to ${link} on the way to ${remote}`;
    }
    case 'withdrawal':
      return change.after === 'whole'
        ? `${change.link} neither brings routes nor announces any, so that a second failure finds BGP elsewhere`
        : `${change.link} brings and announces routes again`;
    case 'bgp-down':
      return change.because;
  }
}

/** Does one change; rejects when any of it is refused. */
type Doing = (change: Change) => Promise<void>;

async function carryOut(change: Change, doing: Doing, site: string, ports: Ports): Promise<AuditEntry> {
  const about = { site, change: audited(change) };
  try {
    await doing(change);
    return { ...about, atMs: ports.clock.now(), code: codeOf(change), because: reasonOf(change) };
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    return { ...about, atMs: ports.clock.now(), code: 'write-failed', because };
  }
}

/**
 * One update for all changes that touch what a Direct Connect link announces, begun with the first of them: a second one
 * would be refused while it is under way.
 */
function allowedUpdates(changes: readonly Change[], planned: Planned, port: BgpPort) {
  const { said = Promise.resolve() } = planned;
  const updates = new Map<string, AllowedUpdate>();
  for (const change of changes) {
    if (change.kind === 'override' || change.kind === 'bgp-down') continue;
    const { add, remove } = bgpWrites(change, planned).allowed;
    if (add.length + remove.length === 0) continue;
    const others = updates.get(change.link) ?? { add: [], remove: [] };
    updates.set(change.link, { add: [...others.add, ...add], remove: [...others.remove, ...remove] });
  }
  const begun = new Map<string, Promise<void>>();
  return (link: string): Promise<void> => {
    const update = updates.get(link);
    if (!update) return Promise.resolve();
    const call = begun.get(link) ?? said.then(() => port.changeAllowedPrefixes(link, update.add, update.remove));
    begun.set(link, call);
    return call;
  };
}

function doingWith(changes: readonly Change[], planned: Planned, ports: Ports): Doing {
  const { bgp } = ports;
  const updates = bgp && allowedUpdates(changes, planned, bgp);
  return async (change) => {
    if (change.kind === 'override') return writeOverride(change, planned.routing, ports);
    if (change.kind === 'bgp-down') return writeBgpDown(change, ports);
    if (!bgp || !updates) throw new Error(`there is nothing to change ${change.link} with`);
    for (const call of bgpWrites(change, planned).calls) await call(bgp);
    await updates(change.link);
  };
}

/** So many changes are under way together. EC2 admits a burst of 50 of each action. */
const AT_ONCE = 10;

/**
 * Each change was judged by itself, so within a pass their order does not matter; how soon they are done does. One whose
 * call is not answered holds up none but those that come after the pass.
 */
async function pass(
  changes: readonly Change[],
  doing: Doing,
  site: string,
  ports: Ports,
): Promise<readonly AuditEntry[]> {
  const entries: AuditEntry[] = [];
  const left = changes.entries();
  const worker = async () => {
    for (const [i, change] of left) entries[i] = await carryOut(change, doing, site, ports);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return entries;
}

/** Writes what adds or moves, then what removes, and gives what is to be said of each. Never rejects. */
export async function execute(
  changes: readonly Change[],
  planned: Planned,
  ports: Ports,
): Promise<readonly AuditEntry[]> {
  const doing = doingWith(changes, planned, ports);
  const { site } = planned.routing;
  const added = changes.filter((change) => !isRemoval(change));
  const removed = changes.filter(isRemoval);
  return [...(await pass(added, doing, site, ports)), ...(await pass(removed, doing, site, ports))];
}
