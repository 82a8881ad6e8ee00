// `detour drain`, `restore`, `force-up`, `apply-tunnel-maintenance`, `freeze`, `unfreeze`, `evacuate` and `return`: everything is
// read, what would come of it is shown, somebody says yes, it is written, read back, and followed.

import { hostname, userInfo } from 'node:os';
import type { Asked, AskedCommand } from '../../../controller/operator/effects/asked-change';
import { linksOf } from '../../../controller/operator/effects/order-change';
import type { WrittenOrder } from '../../../controller/operator/write-orders';
import { printable } from '../../../net/printable';
import { unreadLine } from '../../../report/live/unread';
import { EXIT, type Io } from '../../io';
import { versioned } from '../answer';
import { interruption } from '../interrupted';
import { type LiveWorld, withLiveWorld } from '../live-world';
import { consentTo, refusalOf } from './consent';
import { follow, goalOf, type Reached } from './follow';
import { changeNames, type NameOutcome } from './forced-names';
import { giveOrders } from './give-orders';
import { failedTries, nameOutcomeLines, namesAdvice, nothingText, plannedText, writtenLines } from './order-text';
import { type Planned, planned } from './planned';
import { askedBy, type OrderOptions } from './terms';

/** What came of it, for programs; the exit code beside it is for all. */
interface Came {
  readonly outcome: 'nothing-to-do' | 'planned' | 'refused' | 'declined' | 'given' | 'failed' | 'late';
  readonly code: number;
  readonly written?: readonly WrittenOrder[];
  readonly checks?: readonly NameOutcome[];
  readonly reached?: Reached;
}

interface Caller {
  readonly options: OrderOptions;
  readonly io: Io;
  /** Given by whoever stops waiting; Ctrl-C where it is left out. */
  readonly ends?: AbortSignal;
}

/** Results are for people, unless programs asked for them. */
function teller({ options, io }: Caller): (text: string) => void {
  return options.json ? () => {} : (text) => io.out(text);
}

function isIdle({ change, names }: Planned): boolean {
  return change.placed.length + change.ended.length + (names?.views.length ?? 0) === 0;
}

async function namesChanged(plan: Planned, caller: Caller, world: LiveWorld): Promise<readonly NameOutcome[]> {
  const { names } = plan;
  if (!names) return [];
  const checks = await changeNames(names, world);
  const tell = teller(caller);
  for (const line of nameOutcomeLines(checks, names.what, caller.io.colors)) tell(line);
  if (checks.some(({ kind }) => kind === 'failed')) caller.io.err(namesAdvice(names));
  return checks;
}

async function followed(plan: Planned, caller: Caller, world: LiveWorld): Promise<Reached | undefined> {
  const { options, io } = caller;
  const goal = goalOf(plan.asked.command);
  const [link] = linksOf(plan.change);
  const waits = options.wait ?? (io.ask !== undefined && !options.json);
  if (!waits || goal === undefined || link === undefined) return undefined;
  const own = caller.ends ? undefined : interruption(EXIT.interrupted);
  const signal = caller.ends ?? own?.signal ?? new AbortController().signal;
  const say = options.json ? io.err : io.out;
  io.err('waiting for the controllers; Ctrl-C stops the waiting, and not the order');
  const reached = await follow({ goal, link, change: plan.change }, world, say, signal);
  own?.done();
  if (reached === 'interrupted') io.err('not waiting any more; the order stands: detour status shows how it goes');
  return reached;
}

const CODES: Readonly<Record<Reached, number>> = {
  done: EXIT.ok,
  ended: EXIT.problem,
  interrupted: EXIT.interrupted,
};

async function given(plan: Planned, caller: Caller, world: LiveWorld): Promise<Came> {
  const { io } = caller;
  const { written, problems } = await giveOrders(plan.change, world);
  for (const line of failedTries(written)) io.err(io.colors.red(line));
  for (const problem of problems) io.err(io.colors.red(printable(problem)));
  if (problems.length > 0) return { outcome: 'failed', code: EXIT.problem, written };
  for (const line of writtenLines(written, plan.change.placed, io.colors)) teller(caller)(line);
  const checks = await namesChanged(plan, caller, world);
  const about = checks.length === 0 ? {} : { checks };
  if (checks.some(({ kind }) => kind === 'failed')) return { outcome: 'failed', code: EXIT.problem, written, ...about };
  const reached = await followed(plan, caller, world);
  const code = reached === undefined ? EXIT.ok : CODES[reached];
  return { outcome: 'given', code, written, ...about, ...(reached === undefined ? {} : { reached }) };
}

async function carriedOut(plan: Planned, caller: Caller, world: LiveWorld): Promise<Came> {
  const { options, io } = caller;
  const tell = teller(caller);
  for (const one of plan.unread) io.err(io.colors.red(unreadLine(one)));
  if (isIdle(plan)) {
    tell(nothingText(plan));
    return { outcome: 'nothing-to-do', code: plan.unread.length === 0 ? EXIT.ok : EXIT.problem };
  }
  tell(plannedText(plan, io.colors));
  const refused = refusalOf(plan, options);
  if (options.dryRun && refused === undefined)
    return { outcome: 'planned', code: plan.unread.length === 0 ? EXIT.ok : EXIT.problem };
  const consent = await consentTo(plan, options, io, world.now);
  switch (consent.kind) {
    case 'given':
      return given(plan, caller, world);
    case 'refused':
      io.err(io.colors.red(consent.said));
      return { outcome: 'refused', code: EXIT.refused };
    case 'declined':
      io.err('nothing was done');
      return { outcome: 'declined', code: EXIT.declined };
    case 'late':
      io.err('the answer came after more than two minutes, so it is looked again');
      return { outcome: 'late', code: EXIT.declined };
  }
}

function facts({ asked, seen, change, effects, names }: Planned, came: Came): object {
  const { command, about } = asked;
  const { code: _, ...rest } = came;
  const checks = names ? { names: { what: names.what, views: names.views } } : {};
  const head = { backbone: seen.backbone.name, atMs: seen.nowMs, seenBy: seen.seenBy, command, about };
  return { ...head, ...rest, placed: change.placed, ended: change.ended, effects, ...checks };
}

async function ordered(askedAt: (nowMs: number) => Asked, caller: Caller, world: LiveWorld): Promise<number> {
  const { options, io } = caller;
  for (;;) {
    const plan = await planned(askedAt, options.now === true, world);
    if (!plan.ok) {
      const { said, unread = [], code } = plan.error;
      for (const one of unread) io.err(io.colors.red(unreadLine(one)));
      io.err(`error: ${said}`);
      return code;
    }
    const came = await carriedOut(plan.value, caller, world);
    if (came.outcome === 'late') continue;
    if (options.json) io.out(JSON.stringify(versioned(facts(plan.value, came), plan.value.unread), undefined, 2));
    return came.code;
  }
}

/** `about` is a link or a site; absent: the whole backbone. */
export function order(
  command: AskedCommand,
  about: string | undefined,
  options: OrderOptions,
  io: Io,
  ends?: AbortSignal,
): Promise<number> {
  const owner = `${userInfo().username}@${hostname()}`;
  const at = (nowMs: number) => askedBy(command, about, options, { owner, nowMs, canAsk: io.ask !== undefined });
  const asked = at(Date.now());
  if (!asked.ok) {
    for (const problem of asked.error) io.err(`error: ${problem}`);
    return Promise.resolve(EXIT.usage);
  }
  const askedAt = (nowMs: number) => {
    const again = at(nowMs);
    return again.ok ? again.value : asked.value;
  };
  const caller = { options, io, ...(ends ? { ends } : {}) };
  return withLiveWorld(options, io, (world) => ordered(askedAt, caller, world));
}
