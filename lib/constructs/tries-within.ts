import { Duration } from 'aws-cdk-lib';

const PAUSE_SECONDS = 10;
/** Of the two functions that a try calls, one of which asks AWS. */
const CALLS_SECONDS = 2;

/**
 * How often the CDK's provider framework asks whether something is complete, so that it gives up after about so long. Of
 * `totalTimeout` it makes a number of tries, as if they took no time: with that alone it would still be asking when
 * CloudFormation has lost its patience, and its own message would be seen by nobody.
 */
export function triesWithin(limit: Duration): { readonly queryInterval: Duration; readonly totalTimeout: Duration } {
  const tries = Math.floor(limit.toSeconds() / (PAUSE_SECONDS + CALLS_SECONDS));
  return { queryInterval: Duration.seconds(PAUSE_SECONDS), totalTimeout: Duration.seconds(tries * PAUSE_SECONDS) };
}
