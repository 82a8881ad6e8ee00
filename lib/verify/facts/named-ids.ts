// Pure: ids that somebody may write for what only AWS names. CloudFormation does not give the attachment of a VPN, nor one
// region what another one makes: `stack.logicalId`, as findings call a resource, then stands for it. No id of AWS has a dot.

import type { Assembly } from '../assembly';
import { entriesOf, field, textField } from '../json';

const NAMED =
  /^AWS::(EC2::(TransitGateway.*|VPNConnection|VPC|Subnet|RouteTable)|DirectConnect::DirectConnectGateway)$/;

/** `stack.logicalId` of everything that networks consist of. */
export function namedIds({ stacks }: Assembly): readonly string[] {
  return stacks.flatMap(({ id, template }) =>
    entriesOf(field(template, 'Resources'))
      .filter(([, body]) => NAMED.test(textField(body, 'Type') ?? ''))
      .map(([logicalId]) => `${id}.${logicalId}`),
  );
}
