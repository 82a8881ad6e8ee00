// The ports of every site over one network and one database in memory. The contract, beside contracts/routing-port.ts and
// contracts/bgp-port.ts:
//
//   - A call has its whole effect at once, or none: when it is refused, and when its controller has crashed before it.
//   - References: EC2's refusals. Create refuses a list that the table has, modify and delete one that it does not
//     have; all refuse tables, lists and attachments of other sites. All prefixes of a list move in one step.
//   - Tables hold what BGP brings while the links are in `conditions`. Edge routes and propagations: EC2's refusals.
//   - Allowed prefixes: an update is refused while another one is under way; it is settled `direct.delayMs` after it was
//     accepted. Until then nobody knows whether the premises hear the old list or the new one, nor which of them is
//     read: `direct.hears` and `direct.shows` say it for one world.
//   - Failover tests, where `testing`: one of a link at a time, of the site's Direct Connect links; while it goes on BGP is down
//     on the link, whatever else is the matter with it, and it ends by itself after its minutes.
//   - The database has one replica: what one site writes, every site reads next.
//   - Time stands still but for `advance`.
//   - `crashAt(n)`: the controller that makes the n-th call from now dies in it, before its effect or after it, and all
//     its further calls reject without effect until `revive`.
//   - `refuseNext(count, call)`: so many calls of that name are refused.
//   - `faultOf` says of each call what goes wrong with it, see `Fault`; `before` is done before a call has its effect.
//   - Each call lasts `callMs`.
//   - Each list of allowed prefixes is a call `readAllowed` of its own, which shows the same moment as `readBgp`; one that is not
//     answered is given up, as the adapter does.
//   - `onChange` hears of each change of the network and of each test, with the network before and after, and the conditions
//     of links before.

import type { AuditEntry } from '../../lib/controller/audit';
import type { BgpTestPort } from '../../lib/controller/bgp-down/test-port';
import type { Admission, Publication, Snapshot } from '../../lib/controller/database';
import { referencedRoutes, steeredTables } from '../../lib/controller/overrides';
import type { BgpPort, Ports, Reference, RoutingPort } from '../../lib/controller/ports';
import type { Reachable } from '../../lib/controller/reachability';
import { type SiteRouting, siteRouting } from '../../lib/controller/site-routing';
import { settle } from '../../lib/routing/bgp';
import type { LinkConditions, Network } from '../../lib/routing/network';
import {
  type AllowedUpdate,
  allowedBy,
  readingOf,
  updated,
  withAllowed,
  withEdgeRoute,
  withListsAsked,
  withPropagation,
} from './fake-bgp';
import { MINUTE_MS, NOTHING_KNOWN, NOW_MS } from './world';

type LeaseCall = 'acquire' | 'renew' | 'release';
export type CallName =
  | keyof RoutingPort
  | keyof BgpPort
  | keyof BgpTestPort
  | 'read'
  | 'publish'
  | 'admit'
  | 'dismiss'
  | 'record'
  | 'tellReachable'
  | 'readAllowed'
  | 'readParameters'
  | LeaseCall;

export interface Call {
  readonly site: string;
  readonly name: CallName;
}

/**
 * `refused`: it has no effect. `unanswered`: it has, or has not, and rejects. `silent`: it has, or has not, and nothing is
 * ever said of it. `stale`: a read shows the world as it was then.
 */
export type Fault =
  | { readonly kind: 'refused'; readonly error: string }
  | { readonly kind: 'unanswered' | 'silent'; readonly hasEffect: boolean }
  | { readonly kind: 'stale'; readonly past: Past };

/** What reads show. */
export interface Past {
  readonly network: Network;
  readonly pending: ReadonlyMap<string, AllowedUpdate>;
  readonly snapshot: Snapshot;
}

/** How the world was before the last write of routes of a site, and before the last write of an item by another site. */
interface Pasts {
  readonly routes: ReadonlyMap<string, Past>;
  readonly items: ReadonlyMap<string, Snapshot>;
}

type Listener = (before: Network, after: Network, conditionsBefore: LinkConditions) => void;

interface FakeTest {
  readonly id: string;
  readonly dueMs: number;
}

export interface DirectConnectTiming {
  readonly delayMs: number;
  readonly hears: 'old' | 'new';
  readonly shows: 'old' | 'new';
}

const FIVE_MINUTES: DirectConnectTiming = { delayMs: 300_000, hears: 'old', shows: 'old' };

export class FakeWorld {
  nowMs = NOW_MS;
  snapshot: Snapshot = NOTHING_KNOWN;
  readonly calls: Call[] = [];
  readonly audit: AuditEntry[] = [];
  /** What each site told last of which others it reaches. */
  readonly reachable = new Map<string, readonly Reachable[]>();
  /** What is the matter with links, tests aside. */
  private faults: LinkConditions = new Map();
  /** Tests that go on, by link. */
  tests: ReadonlyMap<string, FakeTest> = new Map();
  testing = false;
  callMs = 0;
  direct = FIVE_MINUTES;
  /** Updates of allowed prefixes that are under way, by link. */
  pending: ReadonlyMap<string, AllowedUpdate> = new Map();
  private crash: { readonly at: number; readonly when: 'before' | 'after' } | undefined;
  private dead = false;
  /** `n` counts all calls from 1. */
  faultOf: (call: Call, n: number) => Fault | undefined = () => undefined;
  before: (call: Call, n: number) => Promise<void> = async () => {};
  private readonly refusals = new Map<CallName, number>();

  constructor(
    public network: Network,
    private readonly onChange: Listener = () => {},
    /** What CloudFormation deployed. */
    readonly baseline: Network = network,
  ) {}

  get conditions(): LinkConditions {
    if (this.tests.size === 0) return this.faults;
    return new Map([...this.faults, ...[...this.tests.keys()].map((link) => [link, 'down'] as const)]);
  }

  set conditions(conditions: LinkConditions) {
    this.faults = conditions;
  }

  advance(ms: number): void {
    this.nowMs += ms;
    this.tests = new Map([...this.tests].filter(([, { dueMs }]) => dueMs > this.nowMs));
    const due = [...this.pending.values()].filter(({ dueMs }) => dueMs <= this.nowMs);
    this.pending = new Map([...this.pending].filter(([, { dueMs }]) => dueMs > this.nowMs));
    for (const update of due) this.become(withAllowed(this.network, update));
  }

  /** Lays the items over those that are there. */
  know(more: Partial<Snapshot>): void {
    this.snapshot = { ...this.snapshot, ...more };
  }

  crashAt(n: number, when: 'before' | 'after'): void {
    this.crash = { at: this.calls.length + n, when };
  }

  revive(): void {
    this.crash = undefined;
    this.dead = false;
  }

  refuseNext(count: number, name: CallName): void {
    this.refusals.set(name, count);
  }

  /** What has just been written and a site that reads too soon does not see. */
  pasts: Pasts = { routes: new Map(), items: new Map() };

  /** The world as a site may see it whose reads do not show the last write yet; its own items it always sees. */
  staleFor(site: string): Past {
    const routes = this.pasts.routes.get(site) ?? this.present();
    const own = this.snapshot.publications.filter((p) => p.site === site);
    const items = this.pasts.items.get(site) ?? this.snapshot;
    const others = items.publications.filter((p) => p.site !== site);
    return { ...routes, snapshot: { ...items, publications: [...others, ...own] } };
  }

  /** The world as it is. */
  present(): Past {
    return { network: this.network, pending: this.pending, snapshot: this.snapshot };
  }

  /** The calls so far by name, of those that write anything. What is told at each run, whatever is new, is left out. */
  writes(): readonly CallName[] {
    const others: readonly CallName[] = ['read', 'readTables', 'readAllowed', 'tellReachable'];
    return this.calls.map(({ name }) => name).filter((name) => !others.includes(name));
  }

  portsOf(site: string): Ports {
    const routing = siteRouting(this.baseline, site);
    if (!routing) throw new Error(`site ${site} has nothing to steer with`);
    const call = <T>(name: CallName, effect: () => T) => this.call({ site, name }, effect);
    return {
      clock: { now: () => this.nowMs },
      audit: { record: (entries) => call('record', () => void this.audit.push(...entries)) },
      database: {
        read: () => call('read', () => this.snapshot),
        publish: (publication) => call('publish', () => this.publish(publication)),
        admit: (admission) => call('admit', () => this.setAdmission(admission.link, admission)),
        dismiss: (link) => call('dismiss', () => this.setAdmission(link)),
      },
      ...(routing.sessionOf.size === 0 ? {} : { bgp: this.bgpOf(site, routing) }),
      ...(this.testing ? { bgpTests: this.testsOf(site, routing) } : {}),
      reachability: { tell: (reachable) => call('tellReachable', () => void this.reachable.set(site, reachable)) },
      routing: {
        readTables: () => call('readTables', () => this.tablesOf(routing)),
        createReference: (to) => call('createReference', () => this.refer(routing, to, false, to.attachment)),
        modifyReference: (to) => call('modifyReference', () => this.refer(routing, to, true, to.attachment)),
        deleteReference: (to) => call('deleteReference', () => this.refer(routing, to, true)),
      },
    };
  }

  private bgpOf(site: string, routing: SiteRouting): BgpPort {
    const call = <T>(name: CallName, effect: () => T) => this.call({ site, name }, effect);
    const change = (name: CallName, next: () => Network) => call(name, () => this.become(next()));
    const shown = (link: string) => {
      const update = this.pending.get(link);
      return this.direct.shows === 'new' ? update?.prefixes : update?.before;
    };
    const reading = () => call('readBgp', () => readingOf(this.network, routing, this.conditions, shown));
    return {
      readBgp: async () => withListsAsked(await reading(), (list) => call('readAllowed', () => list)),
      createEdgeRoute: (to) => change('createEdgeRoute', () => withEdgeRoute(this.network, routing, to, false)),
      replaceEdgeRoute: (to) => change('replaceEdgeRoute', () => withEdgeRoute(this.network, routing, to, true)),
      deleteEdgeRoute: ({ table, prefix }) =>
        change('deleteEdgeRoute', () => withEdgeRoute(this.network, routing, { table, prefix }, true)),
      enablePropagation: (to) => change('enablePropagation', () => withPropagation(this.network, routing, to, true)),
      disablePropagation: (to) => change('disablePropagation', () => withPropagation(this.network, routing, to, false)),
      changeAllowedPrefixes: (link, add, remove) =>
        call('changeAllowedPrefixes', () => {
          if (this.pending.has(link)) throw new Error(`DirectConnectClientException: ${link} is updating`);
          const before = allowedBy(this.network, routing, link);
          const update = {
            link,
            before,
            prefixes: updated(before, add, remove),
            dueMs: this.nowMs + this.direct.delayMs,
          };
          this.pending = new Map([...this.pending, [link, update]]);
          if (this.direct.hears === 'new') this.become(withAllowed(this.network, update));
        }),
    };
  }

  private testsOf(site: string, { sessionOf }: SiteRouting): BgpTestPort {
    const call = <T>(name: CallName, effect: () => T) => this.call({ site, name }, effect);
    const change = (link: string, test?: FakeTest) => {
      if (sessionOf.get(link)?.origin !== 'direct-connect') throw new Error(`NotFound: ${link} has no interface`);
      if (this.tests.has(link) === (test !== undefined)) throw new Error(`DirectConnectClientException: ${link}`);
      const [before, others] = [this.conditions, [...this.tests].filter(([name]) => name !== link)];
      this.tests = new Map(test ? [...others, [link, test]] : others);
      this.onChange(this.network, this.network, before);
    };
    return {
      readTests: () => call('readTests', () => new Map([...this.tests].filter(([link]) => sessionOf.has(link)))),
      startTest: (link, minutes) =>
        call('startTest', () => change(link, { id: `${link} ${this.nowMs}`, dueMs: this.nowMs + minutes * MINUTE_MS })),
      stopTest: (link) => call('stopTest', () => change(link)),
    };
  }

  private become(next: Network): void {
    const before = this.network;
    this.network = next;
    this.onChange(before, next, this.conditions);
  }

  /** A call of a port that this world does not have by itself. */
  async call<T>(call: Call, effect: () => T): Promise<T> {
    if (this.dead) throw new Error('crashed');
    this.calls.push(call);
    const n = this.calls.length;
    const crashes = this.crash?.at === n ? this.crash.when : undefined;
    if (crashes) this.dead = true;
    if (crashes === 'before') throw new Error('crashed');
    const refusals = this.refusals.get(call.name) ?? 0;
    this.refusals.set(call.name, Math.max(0, refusals - 1));
    if (refusals > 0) throw new Error(`RequestLimitExceeded: ${call.name} is refused`);
    await this.before(call, n);
    if (this.callMs > 0) this.advance(this.callMs);
    const result = await this.effected(this.faultOf(call, n), effect, call);
    if (crashes === 'after') throw new Error('crashed');
    return result;
  }

  private async effected<T>(fault: Fault | undefined, perform: () => T, call: Call): Promise<T> {
    const { name } = call;
    const effect = () => this.remembering(call, perform);
    if (fault === undefined) return effect();
    if (fault.kind === 'refused') throw new Error(`${fault.error}: ${name}`);
    if (fault.kind === 'stale') return this.asOf(fault.past, effect);
    if (fault.hasEffect) effect();
    const isGivenUp = name === 'readAllowed'; // By the adapter, which waits for it no longer than it may.
    if (fault.kind === 'silent' && !isGivenUp) return new Promise<never>(() => {});
    throw new Error(`TimeoutError: ${name} was not answered`);
  }

  private remembering<T>({ site }: Call, effect: () => T): T {
    const before = this.present();
    const result = effect();
    if (this.network !== before.network || this.pending !== before.pending)
      this.pasts = { ...this.pasts, routes: new Map([...this.pasts.routes, [site, before]]) };
    if (this.snapshot === before.snapshot) return result;
    const readers = this.baseline.gateways.flatMap((gateway) => (gateway.site === site ? [] : [gateway.site]));
    const items = readers.map((reader) => [reader, before.snapshot] as const);
    this.pasts = { ...this.pasts, items: new Map([...this.pasts.items, ...items]) };
    return result;
  }

  private asOf<T>({ network, pending, snapshot }: Past, read: () => T): T {
    const now = this.present();
    Object.assign(this, { network, pending, snapshot });
    const shown = read();
    Object.assign(this, now);
    return shown;
  }

  private publish(publication: Publication): void {
    const others = this.snapshot.publications.filter(({ site }) => site !== publication.site);
    this.know({ publications: [...others, publication] });
  }

  private setAdmission(link: string, admission?: Admission): void {
    const others = this.snapshot.admissions.filter((a) => a.link !== link);
    this.know({ admissions: admission ? [...others, admission] : others });
  }

  private tablesOf(routing: SiteRouting) {
    const tables = steeredTables(settle(this.network, this.conditions), routing);
    if (!tables) throw new Error(`InvalidRouteTableID.NotFound: a table of ${routing.site} is not there`);
    return tables;
  }

  private refer(
    { site, gateway }: SiteRouting,
    { table: id, list: listId }: Pick<Reference, 'table' | 'list'>,
    expected: boolean,
    attachment?: string,
  ): void {
    const table = this.network.tables.find((t) => t.id === id && t.gateway === gateway);
    const list = this.network.prefixLists.find((l) => l.id === listId && l.site === site);
    const known = this.network.attachments.some((a) => a.gateway === gateway && a.id === attachment);
    if (!table || !list) throw new Error(`NotFound: ${id} or ${listId} is not of ${site}`);
    if (attachment !== undefined && !known) throw new Error(`NotFound: ${attachment} is not attached at ${site}`);
    const others = table.routes.filter((r) => !(r.origin === 'prefix-list' && r.source === listId));
    if (others.length < table.routes.length !== expected)
      throw new Error(expected ? `NotFound: ${id} does not refer to ${listId}` : `AlreadyExists: ${id} does already`);
    const routes = attachment === undefined ? others : [...others, ...referencedRoutes(list, attachment)];
    this.become({ ...this.network, tables: this.network.tables.map((t) => (t === table ? { ...t, routes } : t)) });
  }
}
