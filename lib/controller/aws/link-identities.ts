// How links are known outside Detour: one parameter of Systems Manager for each, written by the deployment.

import type { SSMClient } from '@aws-sdk/client-ssm';
import { readLinkIdentity } from '../signals/link-identity-schema';
import type { LinkIdentity } from '../signals/signal';
import { parametersBelow } from './parameters';

/**
 * The links below a path, such as `/acme/links`. Rejects when one cannot be read: with part of them, notices of the others
 * would be nobody's.
 */
export async function linkIdentities(ssm: Pick<SSMClient, 'send'>, path: string): Promise<readonly LinkIdentity[]> {
  const found = await parametersBelow(ssm, path, readLinkIdentity);
  return [...found].sort((a, b) => (a.link < b.link ? -1 : 1));
}
