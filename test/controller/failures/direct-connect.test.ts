import { failsEverywhere } from '../../support/failures/fails-everywhere';

describe.each(['the drain of a Direct Connect link', 'the restore of a Direct Connect link'] as const)(
  '%s, in which any one call of any port',
  failsEverywhere,
);
