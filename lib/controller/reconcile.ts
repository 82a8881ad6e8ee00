// One reconcile of one site: read everything, decide from scratch, write the difference, say what is. It remembers
// nothing, so a lost, doubled or reordered wake-up costs nothing, and a second run finds nothing to do.

import type { Backbone } from '../routing/backbone';
import type { AuditEntry } from './audit';
import { begunUpdates } from './begun-updates';
import { heldDownLinks, ownTests } from './bgp-down/plan';
import { type SeenTests, testsNow, unreadTests } from './bgp-down/tests-now';
import { bgpEnds } from './bgp-ends';
import type { Publication, Snapshot } from './database';
import { type Decision, decide } from './decide';
import { decisionNews, readBackNews } from './decision-audit';
import { execute } from './execute';
import type { SteeredTables } from './plan';
import type { BgpReading, Ports } from './ports';
import { makePublication, worthPublishing } from './publication';
import { reachability } from './reachability';
import { settleAll } from './settle-all';
import type { SiteRouting } from './site-routing';
import { straysOf } from './strays';
import { told, untold } from './told';
import { type Accounted, account } from './unfinished-deployment';
import { asPublished } from './unread-ends';
import { writtenTables } from './written-tables';

interface Site {
  readonly backbone: Backbone;
  readonly routing: SiteRouting;
}

/** What was read and decided, and how to reach the world. */
interface Round extends Site {
  readonly ports: Ports;
  readonly decision: Decision;
  readonly written: readonly AuditEntry[];
  readonly snapshot: Snapshot;
  /** What this site published last. */
  readonly last: Publication | undefined;
  /** What was astray when it was decided, as far as no deployment accounts for it. */
  readonly accounted: Accounted;
}

/** What one reconcile came to. */
export interface Reconciled {
  readonly decision: Decision;
  /** What is to be said of each change that was tried. */
  readonly written: readonly AuditEntry[];
}

/** What the gateway and the AWS ends of BGP links do. */
interface Routes extends SeenTests {
  readonly tables: SteeredTables;
  readonly reading?: BgpReading;
}

async function carryOutAdmissions({ decision: { admissions }, ports }: Round): Promise<void> {
  for (const link of admissions.dismiss) await ports.database.dismiss(link);
  for (const link of admissions.admit) await ports.database.admit({ kind: 'admission', link, atMs: ports.clock.now() });
}

async function readRoutes({ routing, bgp, bgpTests }: Ports): Promise<Routes> {
  const [tables, reading, tests] = await Promise.all([routing.readTables(), bgp?.readBgp(), testsNow(bgpTests)]);
  return { tables, ...(reading ? { reading } : {}), ...tests };
}

/** Ends that could not be read are as they were last published. Throws when nothing was. */
function completed(routes: Routes, { backbone, routing }: Site, previous: Publication | undefined): Routes {
  const { reading } = routes;
  const [why] = reading?.unread?.values() ?? [];
  if (!reading || why === undefined) return routes;
  if (!previous) throw new Error(why);
  return { ...routes, reading: asPublished(reading, routing, backbone, previous.sessions) };
}

/** Ids by link of the tests that this site has begun and that go on. */
function bgpTestsOf({ written, decision: { previous } }: Round, { tests }: Routes): ReadonlyMap<string, string> {
  const begun = written.flatMap(({ code, change }) =>
    code === 'bgp-taken-down' && change?.kind === 'bgp-down' ? [change.link] : [],
  );
  return ownTests(tests, previous?.sessions, begun);
}

async function record(entries: readonly AuditEntry[], { audit }: Ports): Promise<void> {
  if (entries.length > 0) await audit.record(entries);
}

/** Says of a publication with news that they have been told, once they have. */
async function publishNews(
  next: Publication,
  tellings: readonly Promise<void>[],
  { ports, last }: Round,
): Promise<void> {
  const { database, clock } = ports;
  if (worthPublishing(next, last)) await database.publish(next);
  const isTold = (await Promise.allSettled(tellings)).every(({ status }) => status === 'fulfilled');
  if (isTold && next.told) await database.publish(told(next, clock.now()));
}

/** What is said of a decision, and the telling of it. */
interface News {
  readonly entries: readonly AuditEntry[];
  readonly telling: Promise<void>;
}

/** What the tables and ends do, and what of it is astray. Where nothing was changed, that was decided already. */
async function standingNow({ backbone, routing, ports, decision, accounted }: Round, routes: Routes) {
  const { tables, reading, tests } = routes;
  const { standings, previous, plan } = decision;
  const ends = bgpEnds(routing, tables, reading, backbone, heldDownLinks(tests, previous?.sessions));
  const written = writtenTables(tables, routing, ends);
  if (plan.allowed.length === 0) return { tables, written, ends, ...accounted };
  const strays = straysOf({ backbone, routing, tables, written, ends, standings, previous });
  const now = await account(strays, ports.deployment, backbone, previous, ports.clock.now());
  return { tables, written, ends, ...now };
}

/** Reads back what was written, and tells the other sites what the tables do now, and people what else has happened to them. */
async function publish(round: Round, before: Routes, { entries, telling }: News): Promise<void> {
  const { backbone, routing, ports, decision, snapshot, last } = round;
  const { allowed } = decision.plan;
  const routes = allowed.length === 0 ? before : completed(await readRoutes(ports), round, decision.previous);
  const nowMs = ports.clock.now();
  const atMs = Math.max(nowMs, (last?.atMs ?? 0) + 1);
  const now = { ...(await standingNow(round, routes)), changes: allowed, bgpTests: bgpTestsOf(round, routes) };
  const publication = makePublication(backbone, routing, now, decision, snapshot, atMs);
  const found = readBackNews(now.strays, decision, routing.site, nowMs);
  const next = entries.length + found.length === 0 ? publication : untold(publication, decision.previous);
  const unread = before.unread === undefined ? unreadTests(routes, routing.site, nowMs) : [];
  const tellingMore = record([...unread, ...found], ports);
  const publishing = publishNews(next, [telling, tellingMore], round);
  await settleAll([publishing, tellReachable(round, publication.hops), tellingMore]);
}

/** By the next hops that the site has now; what was decided on knows all else. */
async function tellReachable({ ports: { reachability: port }, decision }: Round, ownHops: Publication['hops']) {
  if (port) await port.tell(reachability({ ...decision.world, ownHops }));
}

/**
 * Traffic first: whatever else fails, the changes have been written. Rejects when something could not be read, or when
 * something could not be said; the next reconcile says it again.
 */
export async function reconcile(backbone: Backbone, routing: SiteRouting, ports: Ports): Promise<Reconciled> {
  const [snapshot, seen] = await Promise.all([ports.database.read(), readRoutes(ports)]);
  const { site } = routing;
  const previous = snapshot.publications.find((one) => one.site === site);
  const routes = completed(seen, { backbone, routing }, previous);
  const nowMs = ports.clock.now();
  const decided = decide({ backbone, routing, ...routes, snapshot, nowMs });
  const { allowed } = decided.plan;
  const ends = bgpEnds(routing, routes.tables, routes.reading, backbone);
  const begun = begunUpdates(previous, allowed, routing, nowMs);
  const saying = begun ? ports.database.publish(begun) : Promise.resolve();
  const said = Promise.allSettled([saying]);
  const written = await execute(allowed, { backbone, routing, ends, said }, ports);
  const accounted = await account(decided.strays, ports.deployment, backbone, previous, nowMs);
  const decision = { ...decided, strays: accounted.strays };
  const round: Round = { backbone, routing, ports, decision, written, snapshot, last: begun ?? previous, accounted };
  const entries = decisionNews(decision, site, nowMs);
  const telling = record([...unreadTests(routes, site, nowMs), ...entries, ...written], ports);
  await settleAll([publish(round, routes, { entries, telling }), carryOutAdmissions(round), telling, saying]);
  return { decision, written };
}
