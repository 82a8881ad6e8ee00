// Edits of a written template: what people, merges and half-done changes do to one.

import type { Edit, Plan } from './plans';
import {
  ALLOWED,
  attachmentRef,
  type Bodies,
  type Body,
  PREFIX_LIST,
  ROUTE,
  type Written,
  wordsOf,
} from './write-templates';

const REMOVABLE = [
  ROUTE,
  PREFIX_LIST,
  ALLOWED,
  'AWS::EC2::Route',
  'AWS::EC2::TransitGatewayRouteTableAssociation',
  'AWS::EC2::TransitGatewayRouteTablePropagation',
];

/** Lists of prefixes, by the property that holds them. */
const LISTS: Readonly<Record<string, string>> = {
  [PREFIX_LIST]: 'Entries',
  [ALLOWED]: 'Prefixes',
  'AWS::DirectConnect::DirectConnectGatewayAssociation': 'AllowedPrefixesToDirectConnectGateway',
};

function chosen<T>(of: readonly T[], number: number): T | undefined {
  return of.length === 0 ? undefined : of[number % of.length];
}

function changed(bodies: Bodies, id: string, properties: Readonly<Record<string, unknown>>): Bodies {
  const body = bodies[id];
  return body ? { ...bodies, [id]: { ...body, Properties: { ...body.Properties, ...properties } } } : bodies;
}

function without(bodies: Bodies, id: string): Bodies {
  return Object.fromEntries(Object.entries(bodies).filter(([name]) => name !== id));
}

/** One entry fewer in one list. */
function shortened(bodies: Bodies, { which, to }: Edit): Bodies {
  const lists = Object.entries(bodies).filter(([, { Type }]) => Object.hasOwn(LISTS, Type));
  const [id, body] = chosen(lists, which) ?? [];
  if (id === undefined || !body) return bodies;
  const property = LISTS[body.Type] ?? '';
  const entries = body.Properties[property] as readonly unknown[];
  return changed(bodies, id, { [property]: entries.filter((_, i) => i !== to % entries.length) });
}

/** A static route that is longer than anything which controllers add, in one table. */
function leaked(bodies: Bodies, plan: Plan, { which, to }: Edit): Bodies {
  const tables = Object.entries(bodies).filter(([, { Type }]) => Type === 'AWS::EC2::TransitGatewayRouteTable');
  const [id] = chosen(tables, which) ?? [];
  const site = chosen(wordsOf(plan), to);
  const link = chosen(plan.links, which + to);
  const specific = chosen(site?.specifics ?? [], which);
  if (id === undefined || specific === undefined || !link) return bodies;
  const body: Body = {
    Type: ROUTE,
    Properties: {
      TransitGatewayRouteTableId: { Ref: id },
      DestinationCidrBlock: specific.replace(/\/\d+$/, '/21'),
      TransitGatewayAttachmentId: attachmentRef(link),
    },
  };
  return { ...bodies, [`${id}leak${site?.name}`]: body };
}

function editedOnce(bodies: Bodies, plan: Plan, edit: Edit): Bodies {
  const of = (types: readonly string[]) => Object.entries(bodies).filter(([, { Type }]) => types.includes(Type));
  const [route] = chosen(of([ROUTE]), edit.which) ?? [];
  switch (edit.kind) {
    case 'remove': {
      const [id] = chosen(of(REMOVABLE), edit.which) ?? [];
      return id === undefined ? bodies : without(bodies, id);
    }
    case 'redirect': {
      const link = chosen(plan.links, edit.to);
      if (route === undefined || !link) return bodies;
      return changed(bodies, route, { TransitGatewayAttachmentId: attachmentRef(link) });
    }
    case 'blackhole':
      return route === undefined ? bodies : changed(bodies, route, { Blackhole: true });
    case 'shorten':
      return shortened(bodies, edit);
    case 'leak':
      return leaked(bodies, plan, edit);
  }
}

export function edited(written: Written, plan: Plan): Written {
  const Resources = plan.edits.reduce((bodies, edit) => editedOnce(bodies, plan, edit), written.Resources);
  return { ...written, Resources };
}
