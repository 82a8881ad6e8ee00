// Parameters of Systems Manager, which the deployment writes for the functions that read them.

import { GetParametersByPathCommand, type GetParametersByPathResult, type SSMClient } from '@aws-sdk/client-ssm';

/** What is read of each parameter below a path, such as `/acme/links`. Rejects when one cannot be read. */
export async function parametersBelow<T>(
  ssm: Pick<SSMClient, 'send'>,
  path: string,
  read: (value: string) => T,
): Promise<readonly T[]> {
  const found: T[] = [];
  let NextToken: string | undefined;
  do {
    const page: GetParametersByPathResult = await ssm.send(
      new GetParametersByPathCommand({
        Path: path,
        Recursive: true,
        ...(NextToken === undefined ? {} : { NextToken }),
      }),
    );
    found.push(...(page.Parameters ?? []).map(({ Name, Value }) => attempt(Name, () => read(Value ?? ''))));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return found;
}

function attempt<T>(name: string | undefined, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Error(`parameter ${name} cannot be read: ${error}`);
  }
}
