import { failsEverywhere } from '../../support/failures/fails-everywhere';

describe.each(['the drain of a peering', 'the restore of a peering', 'the death of a peering'] as const)(
  '%s, in which any one call of any port',
  failsEverywhere,
);
