// Pure: the allowed prefixes of a Direct Connect gateway's association with a transit gateway, which are what its link
// announces. AWS does not say what it does with a prefix that is added twice or removed when it is not there; the refusals
// are the strictest reading. Source: Direct Connect API reference, UpdateDirectConnectGatewayAssociation; user guide,
// "Direct Connect quotas".

import { comparePrefixes, type Prefix, samePrefix } from '../net/prefix';
import type { Network, Session } from '../routing/network';
import { refusedByDirectConnect as refused } from './refused';

const MOST_PREFIXES = 200;

export function has(list: readonly Prefix[], prefix: Prefix): boolean {
  return list.some((one) => samePrefix(one, prefix));
}

function twice(list: readonly Prefix[]): Prefix | undefined {
  return list.find((prefix, i) => has(list.slice(0, i), prefix));
}

/** The list after an update; throws Refused. */
export function updatedPrefixes(
  before: readonly Prefix[],
  add: readonly Prefix[],
  remove: readonly Prefix[],
): readonly Prefix[] {
  const repeated = twice([...add, ...remove]);
  if (repeated) throw refused(`${repeated.text} is named twice`);
  const there = add.find((prefix) => has(before, prefix));
  if (there) throw refused(`${there.text} is allowed already`);
  const absent = remove.find((prefix) => !has(before, prefix));
  if (absent) throw refused(`${absent.text} is not allowed`);
  const next = [...before.filter((prefix) => !has(remove, prefix)), ...add].sort(comparePrefixes);
  if (next.length > MOST_PREFIXES) throw refused(`there would be more than ${MOST_PREFIXES} prefixes`);
  return next;
}

/** The end of a link at a transit gateway. */
type End = Pick<Session, 'link' | 'gateway'>;

function isOf(session: Session, { link, gateway }: End): boolean {
  return session.link === link && session.gateway === gateway;
}

/** What the end announces; undefined when no allowed prefixes say so. */
export function toldPrefixes({ sessions }: Network, end: End): readonly Prefix[] | undefined {
  const advertises = sessions.find((session) => isOf(session, end))?.advertises;
  return advertises?.kind === 'prefixes' ? advertises.prefixes : undefined;
}

/** The network when the premises have been told of these. */
export function tellingPrefixes(network: Network, end: End, prefixes: readonly Prefix[]): Network {
  const sessions = network.sessions.map(
    (session): Session => (isOf(session, end) ? { ...session, advertises: { kind: 'prefixes', prefixes } } : session),
  );
  return { ...network, sessions };
}
