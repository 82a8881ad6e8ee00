// What a deployment wrote down for the controller of a site: all parameters below its path.

import { SSMClient } from '@aws-sdk/client-ssm';
import type { ReadParameters } from '../site-plan/site-source';
import { newClient } from './clients';
import { parametersBelow } from './parameters';

/** Gives up soon: a controller that knows its site already goes on with what it knows. */
export function siteParametersClient(): SSMClient {
  return newClient(SSMClient, { maxAttempts: 3, connectionTimeout: 1_000, requestTimeout: 2_000 });
}

/** `path` is that of the site, such as `/acme/iad`; a slash at its end does not matter. */
export function siteParameters(ssm: Pick<SSMClient, 'send'>, path: string): ReadParameters {
  const site = path.replace(/\/+$/, '');
  return async (limitMs) => {
    const signal = AbortSignal.timeout(limitMs);
    try {
      return new Map(await parametersBelow(ssm, site, (value, name) => [name, value] as const, signal));
    } catch (error) {
      if (!signal.aborted) throw error;
      throw new Error(`the parameters below ${site} were not read within ${limitMs / 1_000} s`, { cause: error });
    }
  };
}
