// Pure: the one account of the twin.

/** The account of AWS's own examples. */
export const ACCOUNT = '111122223333';
