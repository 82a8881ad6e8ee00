import { failsEverywhere } from '../../support/failures/fails-everywhere';

describe.each(['the drain of a VPN', 'the restore of a VPN'] as const)(
  '%s, in which any one call of any port',
  failsEverywhere,
);
