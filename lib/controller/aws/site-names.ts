// What a deployment wrote down of the names that a site's VPCs ask for.

import type { SSMClient } from '@aws-sdk/client-ssm';
import { readNames, type SiteNames } from '../names/read-names';
import { called } from './failure';
import { parametersBelow } from './parameters';

/** `path` is that of the site's names, such as `/acme/names/iad`. Rejects when something below it cannot be read. */
export async function siteNames(ssm: Pick<SSMClient, 'send'>, path: string): Promise<SiteNames> {
  const found = await called('GetParametersByPath', path, () =>
    parametersBelow(ssm, path, (value, name) => [name, value] as const),
  );
  return readNames(new Map(found));
}
