// Pure: working traffic is not steered by prefixes to which a reference of somebody else in the same table gives another
// way. Which of two references wins where they have a prefix in common is not documented.
//
//   a reference of somebody else   override now     override then   traffic    verdict
//   has no prefix of the list      any              any             any        pass
//   leads where ours then does     any              any             any        pass
//   leads elsewhere                leads elsewhere  any             any        pass: they contend already
//   leads elsewhere                none, or alike   removed         any        pass
//   leads elsewhere                none, or alike   made, or moved  is lost    pass: nothing is risked
//   leads elsewhere                none, or alike   made, or moved  not lost   hold

import { samePrefix } from '../../net/prefix';
import type { GatewayRoute, PrefixList } from '../../routing/network';
import type { OverrideChange } from '../plan';
import { fateOf, isLost } from './believed-path';
import type { Guard, World } from './guard';

function leadsTo({ target }: GatewayRoute, attachment: string | undefined): boolean {
  return target.kind === 'attachment' && target.attachment === attachment;
}

/** Routes of references that are not ours, to prefixes of the list. */
function rivals(
  { table }: OverrideChange,
  { entries }: PrefixList,
  { routing, tables }: World,
): readonly GatewayRoute[] {
  const owned = new Set([...routing.listOf.values()].map(({ id }) => id));
  return tables[table].routes.filter(
    ({ origin, source, prefix }) =>
      origin === 'prefix-list' && !owned.has(source) && entries.some((entry) => samePrefix(entry, prefix)),
  );
}

export const notContended: Guard = (change, world) => {
  if (change.kind !== 'override' || change.after === null) return undefined;
  const { remote, table, before, after } = change;
  const { attachmentOf, listOf } = world.routing;
  const list = listOf.get(remote);
  const [now, then] = [before === null ? undefined : attachmentOf.get(before), attachmentOf.get(after)];
  const rival = list && rivals(change, list, world).find((route) => !leadsTo(route, then));
  if (!rival || (before !== null && !leadsTo(rival, now)) || isLost(fateOf(world, remote, table))) return undefined;
  const because = `${rival.source}, which is not Detour's, has ${rival.prefix.text} as well, and which of the two wins is not known`;
  return { code: 'held-contended', because };
};
