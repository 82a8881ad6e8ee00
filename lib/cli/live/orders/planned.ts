// What an operator's order would do, on what was just read of all sites.

import { type Asked, changeAsked } from '../../../controller/operator/effects/asked-change';
import { type Effects, effectsOf } from '../../../controller/operator/effects/effects';
import type { OrderChange } from '../../../controller/operator/effects/order-change';
import type { SeenBackbone } from '../../../controller/operator/seen-backbone';
import { type Unread, unreadIn } from '../../../controller/operator/site-reading';
import { err, ok, type Result } from '../../../net/result';
import type { Topology } from '../../../topology/topology';
import { EXIT } from '../../io';
import type { LiveWorld } from '../live-world';
import { see } from '../see';
import { unknownName } from '../unknown-name';
import { type ForcedNames, namesFor } from './forced-names';

export interface Planned {
  readonly asked: Asked;
  readonly seen: SeenBackbone;
  readonly change: OrderChange;
  readonly effects: Effects;
  /** Health checks that are to be forced, or let go; absent: none is touched. */
  readonly names?: ForcedNames;
  readonly unread: readonly Unread[];
}

/** Why nothing can be planned, and the exit code. */
interface Unplanned {
  readonly said: string;
  readonly code: number;
  readonly unread?: readonly Unread[];
}

function usage(said: string): Result<never, Unplanned> {
  return err({ said, code: EXIT.usage });
}

function servedBy({ services }: Topology) {
  return services.map(({ name, primary, secondary, tertiary }) => ({
    name,
    sites: [primary, secondary, ...(tertiary ? [tertiary] : [])].map(({ site }) => site),
  }));
}

function wrongName({ command, about }: Asked, { backbone }: SeenBackbone): string | undefined {
  if (about === undefined) return undefined;
  const isOfSite = command === 'evacuate' || command === 'return';
  const sites = backbone.sites.filter(({ kind }) => kind === 'aws').map(({ name }) => name);
  const names = isOfSite ? sites : backbone.links.map(({ name }) => name);
  return names.includes(about) ? undefined : unknownName(about, isOfSite ? 'AWS site' : 'link', names);
}

/** `askedAt` the time at which everything was read; `isNow`: names are to be moved at once. */
export async function planned(
  askedAt: (nowMs: number) => Asked,
  isNow: boolean,
  world: LiveWorld,
): Promise<Result<Planned, Unplanned>> {
  const seen = await see(world);
  const asked = askedAt(seen.nowMs);
  const wrong = wrongName(asked, seen);
  if (wrong !== undefined) return usage(wrong);
  const unread = unreadIn(seen.readings);
  if (seen.seenBy === undefined)
    return err({ said: 'no replica of the database could be read, so nothing was done', code: EXIT.problem, unread });
  const change = changeAsked(asked, seen);
  if (!change.ok) return usage(change.error);
  const effects = effectsOf(change.value, seen, servedBy(world.topology));
  const invalid = effects.refusals.filter(({ code }) => code === 'order-invalid');
  if (invalid.length > 0) return usage(invalid.map(({ because }) => because).join('; '));
  const names = await namesFor(asked, isNow, world);
  return ok({
    asked,
    seen,
    change: change.value,
    effects,
    ...(names ? { names } : {}),
    unread: [...unread, ...(names?.unread ?? [])],
  });
}
