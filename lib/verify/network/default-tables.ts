// Pure: what a gateway does with attachments that templates say no more of. It has a table of its own, which no template
// names, unless that is switched off:
//
//   association   what arrives by an attachment that is associated with no table is looked up in the default one
//   propagation   every attachment but a peering propagates into the default one, beside those that are named
//
// Source: AWS, "How transit gateways work", route tables. An attachment of which it is not certain where it is associated
// stands with a table whose routes lead nobody knows where.

import { prefix } from '../../net/prefix';
import { err, ok } from '../../net/result';
import type { Facts, Known, Reference } from '../facts/facts';
import type { DefaultTable, GatewayFact } from '../facts/gateways';
import { mayBeTogether } from './where';

/** The id of the table that a gateway makes. */
function defaultTableId(gateway: string): string {
  return `${gateway}.default`;
}

interface Attached {
  readonly id: string;
  readonly exists: Known<true>;
  readonly isPeering: boolean;
}

/** Everything that is attached to a gateway, by what its attachment is called. */
function attachedTo(facts: Facts, gateway: string): readonly Attached[] {
  const on = (reference: Reference) => reference.ok && reference.value === gateway;
  const peerings = facts.peerings.filter(({ requester, accepter }) => on(requester) || on(accepter));
  const dxs = facts.directConnects.flatMap(({ directConnectGateway: dx, gateway: to, exists }) =>
    dx.ok && on(to) ? [{ id: dx.value, exists }] : [],
  );
  const vpcs = facts.vpcAttachments.filter(({ gateway: to }) => on(to));
  const transports = new Set(vpcs.map(({ id }) => id));
  const connects = facts.connects.filter(({ transport }) => transport.ok && transports.has(transport.value));
  const others = [...vpcs, ...facts.vpns.filter(({ gateway: to }) => on(to)), ...dxs, ...connects];
  return [
    ...peerings.map(({ id, exists }) => ({ id, exists, isPeering: true })),
    ...others.map(({ id, exists }) => ({ id, exists, isPeering: false })),
  ];
}

/** Whether something says with which table of the gateway an attachment is associated; an error when that is not certain. */
function isAssociated(facts: Facts, gateway: GatewayFact, attachment: string): Known<boolean> {
  const tables = new Map(facts.gatewayTables.map((table) => [table.id, table.gateway]));
  const here = facts.associations.filter((fact) => {
    if (!fact.attachment.ok || fact.attachment.value !== attachment) return false;
    const of = fact.table.ok ? tables.get(fact.table.value) : fact.table;
    return !of?.ok || of.value === gateway.id;
  });
  for (const { exists, table } of here) for (const known of [exists, table]) if (!known.ok) return known;
  return ok(here.length > 0);
}

/** Where no default stands in, an association of an attachment that is not known may be this one's. */
function astray(facts: Facts, gateway: GatewayFact): string | undefined {
  const fact = facts.associations.find((each) => !each.attachment.ok && mayBeTogether(each, gateway));
  return fact && !fact.attachment.ok ? `${fact.source} may be about it: ${fact.attachment.error}` : undefined;
}

function tableOf(gateway: string, known: DefaultTable): Reference | undefined {
  if (known.kind === 'own') return ok(defaultTableId(gateway));
  return known.kind === 'other' ? known.table : undefined;
}

type Membership = Facts['associations'][number];
type Additions = Pick<Facts, 'gatewayTables' | 'associations' | 'propagations' | 'gatewayRoutes'>;

function membership(gateway: GatewayFact, { id, exists }: Attached, table: Reference): Membership {
  const { source, region } = gateway;
  return { id: `${id} ${gateway.id}`, source, region, exists, attachment: ok(id), table };
}

/** A table that stands for any: everything in it leads nobody knows where. */
function doubtfulTable(
  gateway: GatewayFact,
  attachment: string,
  why: string,
): Pick<Additions, 'gatewayTables' | 'gatewayRoutes'> {
  const table = {
    ...gateway,
    id: `${gateway.id} ${attachment}`,
    name: 'a table that is not known',
    gateway: ok(gateway.id),
  };
  const reason = err(`with which table ${attachment} is associated is not known: ${why}`);
  const routes = ['0.0.0.0/0', '::/0'].map((everything) => ({
    ...gateway,
    id: `${table.id} ${everything}`,
    table: ok(table.id),
    destination: ok(prefix(everything)),
    target: { kind: 'attachment', attachment: reason } as const,
  }));
  return { gatewayTables: [table], gatewayRoutes: routes };
}

function associated(facts: Facts, gateway: GatewayFact, attached: Attached): Partial<Additions> {
  const doubt = (why: string): Partial<Additions> => {
    const { gatewayTables, gatewayRoutes } = doubtfulTable(gateway, attached.id, why);
    const [table] = gatewayTables;
    return table ? { gatewayTables, gatewayRoutes, associations: [membership(gateway, attached, ok(table.id))] } : {};
  };
  const explicit = isAssociated(facts, gateway, attached.id);
  if (!explicit.ok) return doubt(explicit.error);
  if (explicit.value) return {};
  const fallback = gateway.defaults?.association;
  if (fallback && !fallback.ok) return doubt(fallback.error);
  const table = fallback ? tableOf(gateway.id, fallback.value) : undefined;
  if (table) return table.ok ? { associations: [membership(gateway, attached, table)] } : doubt(table.error);
  const why = astray(facts, gateway);
  return why === undefined ? {} : doubt(why);
}

function propagated({ defaults, ...gateway }: GatewayFact, attached: Attached): Partial<Additions> {
  const fallback = defaults?.propagation;
  if (attached.isPeering || !fallback) return {};
  const table = fallback.ok ? tableOf(gateway.id, fallback.value) : fallback;
  return table ? { propagations: [membership(gateway, attached, table)] } : {};
}

/** The table that a gateway makes, when it makes one for certain or when it may. */
function ownTable({ defaults, ...gateway }: GatewayFact): Partial<Additions> {
  const kinds = [defaults?.association, defaults?.propagation].flatMap((known) =>
    known?.ok ? [known.value.kind] : [],
  );
  if (!kinds.includes('own')) return {};
  return { gatewayTables: [{ ...gateway, id: defaultTableId(gateway.id), name: 'default', gateway: ok(gateway.id) }] };
}

/** The facts, with what gateways do by default said as though templates said it. */
export function withDefaultTables(facts: Facts): Facts {
  const additions = facts.gateways.flatMap((gateway): readonly Partial<Additions>[] => {
    const attached = attachedTo(facts, gateway.id);
    return [
      ownTable(gateway),
      ...attached.flatMap((each) => [associated(facts, gateway, each), propagated(gateway, each)]),
    ];
  });
  return {
    ...facts,
    gatewayTables: [...facts.gatewayTables, ...additions.flatMap(({ gatewayTables = [] }) => gatewayTables)],
    associations: [...facts.associations, ...additions.flatMap(({ associations = [] }) => associations)],
    propagations: [...facts.propagations, ...additions.flatMap(({ propagations = [] }) => propagations)],
    gatewayRoutes: [...facts.gatewayRoutes, ...additions.flatMap(({ gatewayRoutes = [] }) => gatewayRoutes)],
  };
}
