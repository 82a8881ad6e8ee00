// How links are known outside Detour: one parameter of Systems Manager for each, written by the deployment.

import { GetParametersByPathCommand, type GetParametersByPathResult, type SSMClient } from '@aws-sdk/client-ssm';
import { readLinkIdentity } from '../signals/link-identity-schema';
import type { LinkIdentity } from '../signals/signal';

function read(name: string | undefined, value: string | undefined): LinkIdentity {
  try {
    return readLinkIdentity(value ?? '');
  } catch (error) {
    throw new Error(`parameter ${name} does not say how a link is known: ${error}`);
  }
}

/**
 * The links below a path, such as `/acme/links`. Rejects when one cannot be read: with part of them, notices of the others
 * would be nobody's.
 */
export async function linkIdentities(ssm: Pick<SSMClient, 'send'>, path: string): Promise<readonly LinkIdentity[]> {
  const found: LinkIdentity[] = [];
  let NextToken: string | undefined;
  do {
    const page: GetParametersByPathResult = await ssm.send(
      new GetParametersByPathCommand({
        Path: path,
        Recursive: true,
        ...(NextToken === undefined ? {} : { NextToken }),
      }),
    );
    found.push(...(page.Parameters ?? []).map(({ Name, Value }) => read(Name, Value)));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return found.sort((a, b) => (a.link < b.link ? -1 : 1));
}
