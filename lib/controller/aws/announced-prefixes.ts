// Direct Connect's side of what the controller announces: the allowed prefixes of a Direct Connect gateway's association
// with the site's transit gateway.
//
// Whether Direct Connect takes a prefix that is allowed already, or takes back one that is not, is not documented, and so
// it is never asked to: what is as it should be is left out of an update.
//
// So a change is two calls, and a run waits for both no longer than for one (gate.ts). The second one may neither begin nor
// be tried again after that: another run may hold the lease by then, and have other wishes.

import type { DirectConnectClient } from '@aws-sdk/client-direct-connect';
import { type Prefix, parsePrefix, samePrefix } from '../../net/prefix';
import type { SeenAssociation } from '../allowed-prefixes';
import { LONGEST_CALL_MS } from '../gate';
import type { AllowedPrefixes } from '../ports';
import { allowedPrefixesUpdate, findAssociation } from './direct-connect-association-api';
import { CallFailure, called } from './failure';
import type { Pauses } from './look-again';
import { type Progress, written } from './written';

const UPDATE = 'UpdateDirectConnectGatewayAssociation';
/** A little before nobody waits for it any more. */
const ASKED_WITHIN_MS = LONGEST_CALL_MS - 500;

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
function refusal(announcer: Announcer, kind: 'not-found' | 'conflict' | 'timeout', message: string): CallFailure {
  return new CallFailure(UPDATE, nameOf(announcer), { kind, code: 'NotAsked', message });
}

/** The time of the host, and not of the process, decides: a function may be stopped for minutes between two calls. */
function left(endMs: number, announcer: Announcer): AbortSignal {
  const leftMs = endMs - Date.now();
  if (leftMs > 0) return AbortSignal.timeout(leftMs);
  throw refusal(announcer, 'timeout', 'to read what is allowed took all the time there was for it');
}

export async function announce(
  announcer: Announcer,
  wanted: Update,
  pauses: Pauses,
  limitMs = ASKED_WITHIN_MS,
): Promise<void> {
  const endMs = Date.now() + limitMs;
  const association = await found(announcer);
  const { associationId, state } = association ?? {};
  if (!association || associationId === undefined) throw refusal(announcer, 'not-found', 'there is no association');
  if (state !== 'associated')
    throw refusal(announcer, 'conflict', `association ${associationId} is ${state ?? 'not ready'}`);
  const update = lacking(association, wanted);
  if (isNothing(update)) return;
  const command = { associationId, add: texts(update.add), remove: texts(update.remove) };
  const abortSignal = left(endMs, announcer);
  const call = () => announcer.directConnect.send(allowedPrefixesUpdate(command), { abortSignal });
  const write = { operation: UPDATE, resource: associationId, call, look: () => found(announcer) };
  await written({ ...write, progress: progressTo(update) }, pauses);
}
