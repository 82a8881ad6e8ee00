// Pure: ids that somebody may write for attachments that CloudFormation does not give, those of VPNs and of Direct Connect
// gateways: `stack.logicalId` of the resource, as findings call it. No id of AWS has a dot.

import type { Assembly } from '../assembly';
import { entriesOf, field, textField } from '../json';

const NAMED = /^AWS::(EC2::VPNConnection|DirectConnect::DirectConnectGateway)$/;

/** `stack.logicalId` of everything that has such an attachment. */
export function namedIds({ stacks }: Assembly): readonly string[] {
  return stacks.flatMap(({ id, template }) =>
    entriesOf(field(template, 'Resources'))
      .filter(([, body]) => NAMED.test(textField(body, 'Type') ?? ''))
      .map(([logicalId]) => `${id}.${logicalId}`),
  );
}
