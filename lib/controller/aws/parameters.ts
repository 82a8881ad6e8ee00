// Parameters of Systems Manager, which the deployment writes for the functions that read them.

import { GetParametersByPathCommand, type GetParametersByPathResult, type SSMClient } from '@aws-sdk/client-ssm';

/** What comes of the value of a parameter, and of its name without the path; throws when it cannot be read. */
type ReadParameter<T> = (value: string, name: string) => T;

/**
 * What is read of each parameter below a path, such as `/acme/links`, at any depth. Rejects when one cannot be read, and
 * when the signal is aborted before all have been.
 */
export async function parametersBelow<T>(
  ssm: Pick<SSMClient, 'send'>,
  path: string,
  read: ReadParameter<T>,
  abortSignal?: AbortSignal,
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
      abortSignal ? { abortSignal } : {},
    );
    found.push(...(page.Parameters ?? []).map(({ Name = '', Value = '' }) => attempt(Name, Value, path, read)));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return found;
}

function attempt<T>(name: string, value: string, path: string, read: ReadParameter<T>): T {
  try {
    return read(value, name.slice(path.length + 1));
  } catch (error) {
    throw new Error(`parameter ${name} cannot be read: ${error}`);
  }
}
