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
