// Direct Connect's side of what the controller announces: the allowed prefixes of a Direct Connect gateway's association
// with the site's transit gateway.
//
// Whether Direct Connect takes a prefix that is allowed already, or takes back one that is not, is not documented, and so
// it is never asked to: what is as it should be is left out of an update.

import type { DirectConnectClient } from '@aws-sdk/client-direct-connect';
import { type Prefix, parsePrefix, samePrefix } from '../../net/prefix';
import type { SeenAssociation } from '../allowed-prefixes';
import type { AllowedPrefixes } from '../ports';
import { allowedPrefixesUpdate, findAssociation } from './direct-connect-association-api';
import { CallFailure, called } from './failure';
import type { Pauses } from './look-again';
import { type Progress, written } from './written';

const UPDATE = 'UpdateDirectConnectGatewayAssociation';

function prefixesOf({ associationId, prefixes }: SeenAssociation): readonly Prefix[] {
  return prefixes.map((text) => {
    const parsed = parsePrefix(text);
    if (!parsed.ok) throw new Error(`association ${associationId} allows ${text}: ${parsed.error}`);
    return parsed.value;
  });
}

function isOneOf(prefixes: readonly Prefix[], to: Prefix): boolean {
  return prefixes.some((one) => samePrefix(one, to));
}

interface Update {
  readonly add: readonly Prefix[];
  readonly remove: readonly Prefix[];
}

/** What of an update is not as it should be. */
function lacking(association: SeenAssociation, { add, remove }: Update): Update {
  const allowed = prefixesOf(association);
  return {
    add: add.filter((one) => !isOneOf(allowed, one)),
    remove: remove.filter((one) => isOneOf(allowed, one)),
  };
}

function isNothing({ add, remove }: Update): boolean {
  return add.length + remove.length === 0;
}

const texts = (prefixes: readonly Prefix[]) => prefixes.map(({ text }) => text);

/** Which list is shown while an update is under way is not documented, so that an update is seen by its being there. */
function progressTo(update: Update) {
  return (association: SeenAssociation | undefined): Progress => {
    if (!association) return { kind: 'absent', why: 'there is no association' };
    const isThere = association.state === 'updating' || isNothing(lacking(association, update));
    return isThere
      ? { kind: 'done' }
      : { kind: 'absent', why: `association ${association.associationId} is unchanged` };
  };
}

/** The association of a Direct Connect gateway with a transit gateway, by their ids. */
export interface Announcer {
  readonly directConnect: Pick<DirectConnectClient, 'send'>;
  readonly directConnectGateway: string;
  readonly transitGateway: string;
}

const nameOf = ({ directConnectGateway, transitGateway }: Announcer) =>
  `${directConnectGateway} with ${transitGateway}`;

function found(announcer: Announcer): Promise<SeenAssociation | undefined> {
  const { directConnect, directConnectGateway, transitGateway } = announcer;
  return called('DescribeDirectConnectGatewayAssociations', nameOf(announcer), () =>
    findAssociation(directConnect, directConnectGateway, transitGateway),
  );
}

/** Two gateways that are not associated, or not any more, announce nothing. */
export async function announcedBy(announcer: Announcer): Promise<AllowedPrefixes> {
  const association = await found(announcer);
  if (!association || association.state === 'disassociated') return { prefixes: [], settled: true };
  return { prefixes: prefixesOf(association), settled: association.state === 'associated' };
}

/** In the words of a refusal: Direct Connect itself is not asked. */
function refusal(announcer: Announcer, kind: 'not-found' | 'conflict', message: string): CallFailure {
  return new CallFailure(UPDATE, nameOf(announcer), { kind, code: 'NotAsked', message });
}

export async function announce(announcer: Announcer, wanted: Update, pauses: Pauses): Promise<void> {
  const association = await found(announcer);
  const { associationId, state } = association ?? {};
  if (!association || associationId === undefined) throw refusal(announcer, 'not-found', 'there is no association');
  if (state !== 'associated')
    throw refusal(announcer, 'conflict', `association ${associationId} is ${state ?? 'not ready'}`);
  const update = lacking(association, wanted);
  if (isNothing(update)) return;
  const command = { associationId, add: texts(update.add), remove: texts(update.remove) };
  const call = () => announcer.directConnect.send(allowedPrefixesUpdate(command));
  const write = { operation: UPDATE, resource: associationId, call, look: () => found(announcer) };
  await written({ ...write, progress: progressTo(update) }, pauses);
}
