// Pure: AWS's answer to a call that it does not carry out.

export class Refused extends Error {
  /**
   * @param code AWS's name of the error, as `InvalidRouteTableID.NotFound`
   * @param why a sentence for people
   */
  constructor(
    readonly code: string,
    readonly why: string,
  ) {
    super(`${code}: ${why}`);
  }
}

/** Direct Connect has one error for all that it finds wrong in a request. */
export const CLIENT_ERROR = 'DirectConnectClientException';

export function refusedByDirectConnect(why: string): Refused {
  return new Refused(CLIENT_ERROR, why);
}
