// Direct Connect's side of allowed prefixes: for a deployment, which writes what a template says, and for the controller.

import {
  DescribeDirectConnectGatewayAssociationsCommand,
  type DescribeDirectConnectGatewayAssociationsResult,
  type DirectConnectClient,
  DirectConnectClientException,
  type DirectConnectGatewayAssociation,
  UpdateDirectConnectGatewayAssociationCommand,
} from '@aws-sdk/client-direct-connect';
import type { AllowedPrefixesApi, SeenAssociation } from '../allowed-prefixes';

function seen(association: DirectConnectGatewayAssociation): SeenAssociation | undefined {
  const { associationId, associationState: state, stateChangeError: error } = association;
  if (associationId === undefined) return undefined;
  const prefixes = (association.allowedPrefixesToDirectConnectGateway ?? []).flatMap(({ cidr }) => cidr ?? []);
  return { associationId, state, prefixes, ...(error ? { error } : {}) };
}

/** Undefined when the two gateways are not associated. */
export async function findAssociation(
  directConnect: Pick<DirectConnectClient, 'send'>,
  directConnectGatewayId: string,
  associatedGatewayId: string,
): Promise<SeenAssociation | undefined> {
  const found: DirectConnectGatewayAssociation[] = [];
  let nextToken: string | undefined;
  do {
    const page: DescribeDirectConnectGatewayAssociationsResult = await directConnect.send(
      new DescribeDirectConnectGatewayAssociationsCommand({
        directConnectGatewayId,
        associatedGatewayId,
        ...(nextToken === undefined ? {} : { nextToken }),
      }),
    );
    found.push(...(page.directConnectGatewayAssociations ?? []));
    nextToken = page.nextToken || undefined;
  } while (nextToken !== undefined);
  // One that was taken apart stays in the list for a while, beside the one that followed it.
  const association = found.find((one) => one.associationState !== 'disassociated') ?? found[0];
  return association && seen(association);
}

const cidrs = (prefixes: readonly string[]) => prefixes.map((cidr) => ({ cidr }));

/** What is neither added nor removed stays as it is. */
export function allowedPrefixesUpdate(update: Parameters<AllowedPrefixesApi['update']>[0]) {
  const { associationId, add, remove } = update;
  return new UpdateDirectConnectGatewayAssociationCommand({
    associationId,
    ...(add.length > 0 ? { addAllowedPrefixesToDirectConnectGateway: cidrs(add) } : {}),
    ...(remove.length > 0 ? { removeAllowedPrefixesToDirectConnectGateway: cidrs(remove) } : {}),
  });
}

/** Undefined when Direct Connect does not know the gateway: it has one error for all that it finds wrong in a question. */
async function known<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof DirectConnectClientException) return undefined;
    throw error;
  }
}

export function allowedPrefixesApi(directConnect: Pick<DirectConnectClient, 'send'>): AllowedPrefixesApi {
  return {
    describe: (directConnectGatewayId, transitGatewayId) =>
      known(findAssociation(directConnect, directConnectGatewayId, transitGatewayId)),
    async update(update) {
      try {
        await directConnect.send(allowedPrefixesUpdate(update));
        return { kind: 'accepted' };
      } catch (error) {
        if (error instanceof DirectConnectClientException) return { kind: 'refused', why: error.message };
        throw error;
      }
    },
  };
}
