// Pure: what the routers of premises have heard, given the states of the parts at the AWS ends of their sessions.

import { settle } from '../../routing/bgp';
import type { LinkConditions, Network, Router, Session } from '../../routing/network';
import { attachmentKey, indexNetwork } from '../../routing/network-index';
import { identityMemo } from './identity-memo';
import type { PartState } from './part-states';
import type { Part } from './parts';

type RoutersOf = (states: readonly PartState[], conditions: LinkConditions) => readonly Router[];

/** Where a session of a router stands, and the table whose content it may advertise. */
interface Seat {
  readonly part: number;
  readonly session: number;
  readonly table: string | undefined;
}

const NOTHING = {};

function seatsOf(network: Network, parts: readonly Part[], router: string): readonly Seat[] {
  const { attachments } = indexNetwork(network);
  return parts.flatMap((part, at) =>
    part.network.sessions.flatMap((session, i): Seat[] => {
      const table = attachments.get(attachmentKey(session.gateway, session.attachment))?.table;
      return session.router === router ? [{ part: at, session: i, table }] : [];
    }),
  );
}

/** One router: it is made again only when something that it hears has changed. */
function stateOf(network: Network, parts: readonly Part[], router: Router) {
  const seats = seatsOf(network, parts, router.id);
  const heard = new Map<string, ReturnType<typeof identityMemo<Router>>>();
  return (states: readonly PartState[], conditions: LinkConditions): Router => {
    const ends = seats.flatMap(({ part, session, table }) => {
      const state = states[part];
      const end = state?.sessions[session];
      return state && end ? [{ end, table: state.tables.find(({ id }) => id === table) }] : [];
    });
    const up = ends.map(({ end }) => (conditions.get(end.link) === 'down' ? '-' : '+')).join('');
    const memo = heard.get(up) ?? identityMemo<Router>();
    heard.set(up, memo);
    const said = ends.map(({ end: { advertises }, table }) =>
      advertises.kind === 'table' ? (table?.routes ?? NOTHING) : advertises,
    );
    return memo(said, () => {
      // The tables have learned what there is to learn.
      const sessions = ends.map(({ end }): Session => ({ ...end, propagatesTo: [] }));
      const tables = ends.flatMap(({ table }) => table ?? []);
      return settle({ ...network, tables, routers: [router], sessions }, conditions).routers[0] ?? router;
    });
  };
}

export function routerStates(network: Network, parts: readonly Part[]): RoutersOf {
  const each = network.routers.map((router) => stateOf(network, parts, router));
  return (states, conditions) => each.map((state) => state(states, conditions));
}
