import { failsEverywhere } from '../../support/failures/fails-everywhere';

describe.each(['the death of a peering where calls take long'] as const)(
  '%s, in which any one call of any port',
  failsEverywhere,
);
