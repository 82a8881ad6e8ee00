// Pure: Direct Connect has one error for all that it finds wrong in a request.

import { Refused } from '../../refused';

export const CLIENT_ERROR = 'DirectConnectClientException';

export function refused(why: string): Refused {
  return new Refused(CLIENT_ERROR, why);
}
