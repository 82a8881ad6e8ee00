// Direct Connect's side of allowed prefixes.

import {
  DescribeDirectConnectGatewayAssociationsCommand,
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

const cidrs = (prefixes: readonly string[]) => prefixes.map((cidr) => ({ cidr }));

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
    async describe(directConnectGatewayId, associatedGatewayId) {
      const command = new DescribeDirectConnectGatewayAssociationsCommand({
        directConnectGatewayId,
        associatedGatewayId,
      });
      const associations = (await known(directConnect.send(command)))?.directConnectGatewayAssociations ?? [];
      // One that was taken apart stays in the list for a while, beside the one that followed it.
      const association = associations.find((one) => one.associationState !== 'disassociated') ?? associations[0];
      return association && seen(association);
    },
    async update({ associationId, add, remove }) {
      const command = new UpdateDirectConnectGatewayAssociationCommand({
        associationId,
        ...(add.length > 0 ? { addAllowedPrefixesToDirectConnectGateway: cidrs(add) } : {}),
        ...(remove.length > 0 ? { removeAllowedPrefixesToDirectConnectGateway: cidrs(remove) } : {}),
      });
      try {
        await directConnect.send(command);
        return { kind: 'accepted' };
      } catch (error) {
        if (error instanceof DirectConnectClientException) return { kind: 'refused', why: error.message };
        throw error;
      }
    },
  };
}
