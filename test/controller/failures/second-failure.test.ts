import { failsEverywhere } from '../../support/failures/fails-everywhere';

describe.each([
  'the death of the peering that took over',
  'the death of a peering behind the VPN that took over',
] as const)('%s, in which any one call of any port', failsEverywhere);
